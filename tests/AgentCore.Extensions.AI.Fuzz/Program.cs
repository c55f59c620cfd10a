using System.Globalization;
using AgentCore.Extensions.AI.Fuzz;

return args switch
{
    [var name, .. var how] when Targets.Find(name) is { } target => how switch
    {
        ["--coverage"] => FuzzRuns.RunCoverage(target),
        ["--write-seeds", var folder] => FuzzRuns.WriteSeeds(target.Value, folder),
        ["--runs", var runs] => FuzzRuns.RunMutations(target.Value, Number(runs), seed: 1),
        ["--runs", var runs, "--seed", var seed] => FuzzRuns.RunMutations(target.Value, Number(runs), Number(seed)),
        [] or [['-', ..], ..] => Usage(),
        _ => FuzzRuns.RunFiles(target.Value, how),
    },
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine($"""
        fuzz TARGET --runs N [--seed N]   tries the seeds, and N inputs that are made of them by chance
        fuzz TARGET --coverage            runs what a coverage-guided fuzzer gives it; see fuzz.sh
        fuzz TARGET --write-seeds FOLDER  writes the seeds as inputs
        fuzz TARGET FILE|FOLDER...        runs inputs again
        TARGET is one of {string.Join(", ", Targets.Names)}.
        """);
    return 2;
}
