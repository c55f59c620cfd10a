using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Tests.Transport;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>How a caller's call is signed, and who answers it.</summary>
internal enum Route
{
    Iam,
    Bearer,
    Direct,
}

/// <summary>Options for each way to an agent.</summary>
internal static class Routes
{
    public static IReadOnlyList<Route> All { get; } = Enum.GetValues<Route>();

    /// <summary>Calls whoever listens at <paramref name="address"/>, as the service or as a container.</summary>
    public static AgentCoreChatClientOptions Options(Route route, string address)
    {
        AgentCoreChatClientOptions options = new();
        Set(options, route, address);
        return options;
    }

    public static void Set(AgentCoreChatClientOptions options, Route route, string address)
    {
        (options.AgentRuntimeArn, options.ServiceUrl) = route == Route.Direct ? (address, null) : (Sample.Arn, address);
        switch (route)
        {
            case Route.Iam:
                options.Credentials.AccessKeyId = Planted.AccessKeyId;
                options.Credentials.SecretAccessKey = Planted.SecretAccessKey;
                options.Credentials.SessionToken = Planted.SessionToken;
                break;
            case Route.Bearer:
                options.BearerTokenProvider = (_, _) => ValueTask.FromResult(Planted.BearerToken);
                break;
        }
    }

    /// <summary>The route's name in the documents.</summary>
    public static string Name(Route route) => route switch { Route.Iam => "IAM", Route.Bearer => "token", _ => "address" };
}
