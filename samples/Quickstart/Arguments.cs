namespace Quickstart;

/// <summary>What the command line says.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/Quickstart [-- --arn ARN [--qualifier NAME] [--session ID]]

          --arn ARN         talk to this agent runtime instead of the local agent
          --qualifier NAME  its endpoint; DEFAULT where none is given
          --session ID      go on in this session: 33 to 256 characters
        """;

    public string? Arn { get; private init; }

    public string? Qualifier { get; private init; }

    public string? Session { get; private init; }

    public static bool TryParse(string[] args, out Arguments arguments)
    {
        arguments = new Arguments();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                return false;
            }

            string value = args[i + 1];
            switch (args[i])
            {
                case "--arn":
                    arguments = arguments with { Arn = value };
                    break;
                case "--qualifier":
                    arguments = arguments with { Qualifier = value };
                    break;
                case "--session":
                    arguments = arguments with { Session = value };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
