using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>
/// The keys of <see cref="ChatOptions.AdditionalProperties"/> that <see cref="AgentCoreChatClient"/> reads; it ignores all others.
/// Each takes a <see cref="string"/> or a JSON string element (caches turn one into the other);
/// a value of another type is an <see cref="ArgumentException"/>, <see langword="null"/> is as good as absent.
/// </summary>
public static class AgentCorePropertyNames
{
    /// <summary>The runtime to call, in any form that <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> takes.</summary>
    public const string AgentRuntimeArn = "agentRuntimeArn";

    /// <summary>The endpoint (version alias) of the runtime: 1 to 256 characters.</summary>
    public const string Qualifier = "qualifier";

    /// <summary>The session: 33 to 256 characters, see <see cref="RuntimeSessionId"/>. Responses tell the session in use under the same key.</summary>
    public const string RuntimeSessionId = "runtimeSessionId";

    /// <summary>
    /// The user on whose behalf the agent acts: 1 to 1,024 characters. It selects whose stored OAuth tokens the agent gets and is not verified by AWS:
    /// take it from the authenticated principal, never from what a client sends.
    /// </summary>
    public const string RuntimeUserId = "runtimeUserId";

    /// <summary>Which messages are sent, in place of <see cref="AgentCoreChatClientOptions.History"/>: <c>auto</c>, <c>new</c> or <c>full</c>.</summary>
    public const string History = "history";

    /// <summary>What the keys of further request headers begin with: <c>header:X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant</c>. At most 20, each value at most 4,096 characters of ASCII.</summary>
    public const string HeaderPrefix = "header:";
}
