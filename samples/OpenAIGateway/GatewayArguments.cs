namespace OpenAIGateway;

/// <summary>What the command line says.</summary>
internal sealed record GatewayArguments
{
    public const string Usage = """
        Usage: dotnet run --project samples/OpenAIGateway [-- [--config FILE] [--urls ADDRESS]]

          --config FILE   a LiteLLM Proxy's config.yaml, or a JSON file in the shape of appsettings.json;
                          without any configuration, the gateway starts with agents of its own to try
          --urls ADDRESS  where to listen; http://127.0.0.1:4000 where neither this nor the configuration says so
        """;

    public string? ConfigurationFile { get; init; }

    public string? Urls { get; init; }

    public static bool TryParse(string[] args, out GatewayArguments arguments)
    {
        arguments = new GatewayArguments();
        for (int i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
            {
                return false;
            }

            switch (args[i])
            {
                case "--config":
                    arguments = arguments with { ConfigurationFile = args[i + 1] };
                    break;
                case "--urls":
                    arguments = arguments with { Urls = args[i + 1] };
                    break;
                default:
                    return false;
            }
        }

        return true;
    }
}
