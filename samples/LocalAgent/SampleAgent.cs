namespace LocalAgent;

/// <summary>
/// The agent that a sample talks to: the one that its command line names, or else the small agent, in this process, behind a data plane of its own.
/// The sample's code is the same for both: what differs is the environment, which AWS's SDKs and this library read.
/// </summary>
public sealed class SampleAgent : IAsyncDisposable
{
    private readonly AgentServer? _server;

    private SampleAgent(string agentRuntimeArn, string? qualifier, AgentServer? server)
    {
        AgentRuntimeArn = agentRuntimeArn;
        Qualifier = qualifier;
        _server = server;
    }

    /// <summary>Gets the ARN of the agent's runtime.</summary>
    public string AgentRuntimeArn { get; }

    /// <summary>Gets whether it is the small agent.</summary>
    public bool IsLocal => _server is not null;

    /// <summary>Gets the runtime's endpoint; <see langword="null"/> stands for DEFAULT.</summary>
    public string? Qualifier { get; }

    /// <summary>Reads <c>--arn ARN --qualifier NAME</c>; both may be missing. Where there is anything else, it says how the sample is used and gives <see langword="null"/>.</summary>
    public static async Task<SampleAgent?> StartAsync(string[] args)
    {
        Dictionary<string, string>? values = SampleArguments.Parse(args, SampleArguments.Agent);
        return values is null ? null : await StartAsync(values.GetValueOrDefault("--arn"), values.GetValueOrDefault("--qualifier"));
    }

    /// <summary>Takes the agent of <paramref name="agentRuntimeArn"/>, or starts the small one where it is <see langword="null"/>.</summary>
    public static async Task<SampleAgent> StartAsync(string? agentRuntimeArn, string? qualifier)
    {
        if (agentRuntimeArn is not null)
        {
            return new SampleAgent(agentRuntimeArn, qualifier, server: null);
        }

        AgentServer server = await AgentServer.StartAsync();

        // For this process alone. The local data plane looks at no signature, but a client that has no credentials can't make one.
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_BEDROCK_AGENTCORE", server.Address);
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "local");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "local");
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", null);
        return new SampleAgent("arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/local_agent-AbCdEf1234", qualifier, server);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
