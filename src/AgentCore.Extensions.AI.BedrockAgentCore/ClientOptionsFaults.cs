namespace AgentCore.Extensions.AI.BedrockAgentCore;

/// <summary>Finds options that say what only the client's own configuration can say: they would be ignored without a word.</summary>
internal static class ClientOptionsFaults
{
    public const string NoBearerTokens =
        "AWS's client signs every call and can't send OAuth tokens. Call a runtime with OAuth by AgentCoreChatClient without AWS's client, with BearerTokenProvider set.";

    public static List<string> Find(AgentCoreChatClientOptions options)
    {
        List<string> faults = [];
        if (options.BearerTokenProvider is not null)
        {
            faults.Add($"{nameof(options.BearerTokenProvider)}: {NoBearerTokens}");
        }

        AddIf(options.Region is not null, nameof(options.Region), faults);
        AddIf(options.AWSCredentials is not null, nameof(options.AWSCredentials), faults);
        AddIf(!options.Credentials.IsEmpty, nameof(options.Credentials), faults);
        AddIf(options.ServiceUrl is not null, nameof(options.ServiceUrl), faults);
        AddIf(options.UseFipsEndpoint is not null, nameof(options.UseFipsEndpoint), faults);
        AddIf(options.UseDualstackEndpoint is not null, nameof(options.UseDualstackEndpoint), faults);
        AddIf(options.ConfigureHttpHandler is not null, nameof(options.ConfigureHttpHandler), faults);
        return faults;
    }

    /// <exception cref="ArgumentException">There is such an option.</exception>
    public static void ThrowIfAny(AgentCoreChatClientOptions options, string paramName)
    {
        List<string> faults = Find(options);
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", faults), paramName);
        }
    }

    private static void AddIf(bool isSet, string name, List<string> faults)
    {
        if (isSet)
        {
            faults.Add($"{name} is set, but AWS's client brings its own: say it in the client's AmazonBedrockAgentCoreConfig or constructor.");
        }
    }
}
