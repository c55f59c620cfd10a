namespace AgentCore.Extensions.AI;

/// <summary>Says what the body of a request looks like.</summary>
public sealed class AgentCorePayloadOptions
{
    /// <summary>Gets or sets the shape of the body. The default is <see cref="AgentCorePayloadFormat.Prompt"/>.</summary>
    public AgentCorePayloadFormat Format { get; set; }

    /// <summary>
    /// Gets or sets the property that holds the prompt or the messages; dots nest, so that <c>input.prompt</c> gives
    /// <c>{"input": {"prompt": "…"}}</c>. Each name has at least one character, 8 levels at most.
    /// The default is <see langword="null"/>: <c>prompt</c> or <c>messages</c>, by <see cref="Format"/>. With <see cref="AgentCorePayloadFormat.AGUI"/> it has to be that.
    /// </summary>
    public string? PropertyPath { get; set; }

    /// <summary>
    /// Gets or sets a function that writes the whole body instead, for agents with a request shape of their own.
    /// It gets the messages that are to be sent and all of the call's options, and is trusted to carry what matters of them.
    /// The body goes out as <c>application/json</c>. The default is <see langword="null"/>.
    /// </summary>
    public Func<AgentCorePayloadContext, ReadOnlyMemory<byte>>? Factory { get; set; }

    internal AgentCorePayloadOptions Copy() => (AgentCorePayloadOptions)MemberwiseClone();
}
