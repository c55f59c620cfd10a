namespace LocalAgent;

/// <summary>The command line of a sample: options that each have a value, none of which is needed.</summary>
public static class SampleArguments
{
    /// <summary>The two that every sample takes.</summary>
    public static (string Name, string Meaning)[] Agent { get; } =
    [
        ("--arn", "ARN: talk to this agent runtime instead of the local agent"),
        ("--qualifier", "NAME: its endpoint; DEFAULT where none is given"),
    ];

    /// <summary>Reads a command line.</summary>
    /// <param name="args">What the program was given.</param>
    /// <param name="options">What it may be given.</param>
    /// <returns>The values by their names, or <see langword="null"/> where there is anything else; then it has said what there is.</returns>
    public static Dictionary<string, string>? Parse(string[] args, params (string Name, string Meaning)[] options)
    {
        Dictionary<string, string> values = [];
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !options.Any(option => option.Name == args[i]) || !values.TryAdd(args[i], args[i + 1]))
            {
                Console.Error.WriteLine("Options:");
                foreach ((string name, string meaning) in options)
                {
                    Console.Error.WriteLine($"  {name} {meaning}");
                }

                return null;
            }
        }

        return values;
    }
}
