using System.Text.Json.Serialization;

namespace WebChat;

/// <summary>What the page is told of an answer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Reasoning), "reasoning")]
[JsonDerivedType(typeof(ToolCall), "toolCall")]
[JsonDerivedType(typeof(ToolResult), "toolResult")]
[JsonDerivedType(typeof(Usage), "usage")]
[JsonDerivedType(typeof(Failed), "failed")]
internal abstract record ChatEvent
{
    public sealed record Text(string Value) : ChatEvent;

    public sealed record Reasoning(string Value) : ChatEvent;

    public sealed record ToolCall(string Id, string Name, string Arguments) : ChatEvent;

    public sealed record ToolResult(string Id, string Value) : ChatEvent;

    public sealed record Usage(long? Input, long? Output) : ChatEvent;

    /// <param name="Error">What happened, in words.</param>
    /// <param name="CanRetry">Whether the agent is known not to have run, so that asking again does nothing twice.</param>
    public sealed record Failed(string Error, bool CanRetry) : ChatEvent;
}
