using System.Text;
using AgentCore.Extensions.AI.Payloads;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Payloads;

/// <summary>Builds payloads as the chat client does.</summary>
internal static class Payload
{
    public static string Of(params ChatMessage[] messages) => Of(new AgentCorePayloadOptions(), null, messages);

    public static string Of(ChatOptions options, params ChatMessage[] messages) => Of(new AgentCorePayloadOptions(), options, messages);

    public static string OfMessages(params ChatMessage[] messages) =>
        Of(new AgentCorePayloadOptions { Format = AgentCorePayloadFormat.Messages }, null, messages);

    public static string Of(AgentCorePayloadOptions payload, ChatOptions? options, params ChatMessage[] messages) =>
        Encoding.UTF8.GetString(PayloadBuilder.Build(payload, new AgentCorePayloadContext(messages, RuntimeSessionId.New()) { Options = options }).Span);

    public static ChatMessage SystemSays(string text) => new(ChatRole.System, text);

    public static ChatMessage User(params AIContent[] contents) => new(ChatRole.User, contents);

    public static ChatMessage User(string text) => new(ChatRole.User, text);

    public static ChatMessage Assistant(params AIContent[] contents) => new(ChatRole.Assistant, contents);

    public static ChatMessage Assistant(string text) => new(ChatRole.Assistant, text);

    public static ChatMessage Tool(params AIContent[] contents) => new(ChatRole.Tool, contents);
}
