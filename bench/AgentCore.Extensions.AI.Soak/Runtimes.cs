using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>The agent, reached in each way: by clients of this process, and by the models of the gateway.</summary>
internal static class Runtimes
{
    /// <summary>The gateway's calls of this one have a session each, which is stopped.</summary>
    public const string OfOneCallSessions = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/soak_stop-AbCdEf1234";

    public const string Iam = "iam";
    public const string Token = "token";
    public const string Address = "address";
    public const string Key = "sk-0123456789abcdef0123456789abcdef";

    private const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/soak-AbCdEf1234";
    private const string Sha256OfKey = "18164f3170e8b94fc50973e8ab24852fc4309c4903c574037fcda4b53ec6f68b";

    private static readonly TimeSpan s_idleTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_baseDelay = TimeSpan.FromMilliseconds(20);

    public static AgentCoreChatClient CreateClient(string route, Uri address)
    {
        AgentCoreChatClientOptions options = new() { IdleTimeout = s_idleTimeout };
        options.Retry.MaxAttempts = PlannedCall.MaxAttempts;
        options.Retry.BaseDelay = s_baseDelay;
        if (route == Address)
        {
            options.AgentRuntimeArn = address.ToString();
            return new AgentCoreChatClient(options);
        }

        options.AgentRuntimeArn = Arn;
        options.ServiceUrl = address.ToString();
        if (route == Token)
        {
            options.BearerTokenProvider = (_, _) => ValueTask.FromResult("token");
        }
        else
        {
            options.AWSCredentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret");
        }

        return new AgentCoreChatClient(options);
    }

    /// <summary>The gateway's configuration, as variables of its environment.</summary>
    public static Dictionary<string, string> ConfigureGateway(Uri address)
    {
        Dictionary<string, string> variables = new()
        {
            ["Gateway__Keys__soak__Sha256"] = Sha256OfKey,

            // What is remembered of calls would grow for a quarter of an hour.
            ["Gateway__Requests__ResentCallWindow"] = "00:01:00",
            ["Gateway__Models__iam__Agent__AgentRuntimeArn"] = OfOneCallSessions,
            ["Gateway__Models__iam__Agent__ServiceUrl"] = address.ToString(),
            ["Gateway__Models__iam__Agent__Credentials__AccessKeyId"] = "AKIDEXAMPLE",
            ["Gateway__Models__iam__Agent__Credentials__SecretAccessKey"] = "secret",
            ["Gateway__Models__iam__SessionPerCall"] = "Stop",
            ["Gateway__Models__token__Agent__AgentRuntimeArn"] = Arn,
            ["Gateway__Models__token__Agent__ServiceUrl"] = address.ToString(),
            ["Gateway__Models__token__BearerToken"] = "token",
            ["Gateway__Models__address__Agent__AgentRuntimeArn"] = address.ToString(),
        };
        foreach (string model in (string[])[Iam, Token, Address])
        {
            variables[$"Gateway__Models__{model}__Agent__IdleTimeout"] = s_idleTimeout.ToString();
            variables[$"Gateway__Models__{model}__Agent__Retry__BaseDelay"] = s_baseDelay.ToString();
        }

        return variables;
    }
}
