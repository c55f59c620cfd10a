using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>A chat completion that was asked for, read and checked.</summary>
internal sealed class ChatRequest
{
    public List<ChatMessage> Messages { get; set; } = [];

    public ChatOptions Options { get; } = new();

    public bool Stream { get; set; }

    public bool IncludeUsage { get; set; }

    /// <summary>Gets or sets whom the caller says to ask for: <c>safety_identifier</c>, else <c>user</c>.</summary>
    public string? EndUser { get; set; }

    public string? SessionId { get; set; }

    public string? Qualifier { get; set; }

    public string? RuntimeUserId { get; set; }

    /// <summary>Gets the names of the tools that the caller runs.</summary>
    public HashSet<string> ToolNames { get; } = new(StringComparer.Ordinal);

    public IgnoredParameters Ignored { get; } = new();
}
