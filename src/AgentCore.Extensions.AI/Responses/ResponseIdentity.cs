namespace AgentCore.Extensions.AI.Responses;

/// <summary>What every update of one answer is told by.</summary>
internal sealed class ResponseIdentity
{
    public required string RuntimeSessionId { get; init; }

    public string? ConversationId { get; init; }

    /// <summary>Gets whether the caller asked for JSON: then no key of a JSON body is taken for its text.</summary>
    public bool JsonRequested { get; init; }

    public string ResponseId { get; init; } = $"resp-{Guid.NewGuid():N}";
}
