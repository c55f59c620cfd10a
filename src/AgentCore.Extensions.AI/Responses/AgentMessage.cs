using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>A whole message as a dialect reads it. What of it is new is the assembler's business.</summary>
internal sealed class AgentMessage
{
    private JsonElement _usage;

    public AgentMessage(ChatRole role, string? id = null)
    {
        Role = role;
        Id = id;
    }

    public ChatRole Role { get; }

    /// <summary>Gets the message's own id, by which its repetitions are known; <see langword="null"/> where it has none.</summary>
    public string? Id { get; }

    /// <summary>Gets its contents; of a message of the user's or a tool's, the tool results alone.</summary>
    public List<AIContent> Contents { get; } = [];

    /// <summary>Gets or sets what the model call used that made the message.</summary>
    /// <remarks>It is copied: a result or a snapshot outlives its event.</remarks>
    public JsonElement Usage
    {
        get => _usage;
        set => _usage = value.ValueKind == JsonValueKind.Undefined ? default : value.Clone();
    }

    public string? FinishReason { get; set; }

    public string? Model { get; set; }

    /// <summary>Gets what a repetition without an id is known by.</summary>
    public string Fingerprint => string.Join('\n', Contents.Select(content => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => reasoning.Text,
        FunctionCallContent call => call.CallId,
        _ => "",
    }));

    /// <summary>Gets whether it is a thought with nothing said, which some frameworks tell as an item of its own.</summary>
    public bool IsReasoningAlone => Contents.Count > 0 && Contents.TrueForAll(content => content is TextReasoningContent);

    public void Add(AIContent? content)
    {
        if (content is not null)
        {
            Contents.Add(content);
        }
    }

    public void AddText(string? text) => Add(string.IsNullOrEmpty(text) ? null : new TextContent(text));

    public void AddReasoning(string? text, string? protectedData = null) =>
        Add(string.IsNullOrEmpty(text) && protectedData is null ? null : new TextReasoningContent(text) { ProtectedData = protectedData });
}
