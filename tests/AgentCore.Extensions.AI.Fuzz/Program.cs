using System.Globalization;
using AgentCore.Extensions.AI.Fuzz;

const string Usage = """
    fuzz TARGET --runs N [--seed N]   tries N inputs that are made of the seeds by chance
    fuzz TARGET --coverage            runs what a coverage-guided fuzzer gives it; see fuzz.sh
    fuzz TARGET --write-seeds FOLDER  writes the seeds as inputs
    fuzz TARGET FILE|FOLDER...        runs inputs again
    TARGET is one of
    """;

Lazy<IFuzzTarget>? target = args.Length > 0 ? Targets.Find(args[0]) : null;
int seed = args is [.., "--seed", var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 1;
switch (args)
{
    case not [_, _, ..]:
    case [_, ..] when target is null:
        Console.Error.WriteLine($"{Usage} {string.Join(", ", Targets.Names)}");
        return 2;
    case [_, "--coverage"]:
        SharpFuzz.Fuzzer.Run(stream => FuzzRuns.RunOne(target.Value, stream));
        return 0;
    case [_, "--write-seeds", var folder]:
        FuzzRuns.WriteSeeds(target.Value, folder);
        return 0;
    case [_, "--runs", var runs, ..]:
        return FuzzRuns.RunMutations(target.Value, int.Parse(runs, CultureInfo.InvariantCulture), seed);
    default:
        return FuzzRuns.RunFiles(target.Value, args[1..]);
}
