using System.Text;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>What the tests of the client have in common.</summary>
internal static class Calls
{
    public const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
    public const string SessionA = "session-a-0123456789-0123456789-0123";
    public const string SessionB = "session-b-0123456789-0123456789-0123";

    /// <summary>A conversation as a caller has it that keeps the history.</summary>
    public static readonly ChatMessage[] History =
    [
        new(ChatRole.System, "Be brief."),
        new(ChatRole.User, "My name is Ada."),
        new(ChatRole.Assistant, "Hello Ada."),
        new(ChatRole.User, "What is my name?"),
    ];

    public static AgentCoreChatClient Client(this IAgentRuntimeTransport transport, Action<AgentCoreChatClientOptions>? configure = null)
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Arn };
        configure?.Invoke(options);
        return new AgentCoreChatClient(transport, options);
    }

    public static string Body(this AgentRuntimeRequest request) => Encoding.UTF8.GetString(request.Payload!.Value.Span);
}
