using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>The fixed sequence of an answer's updates.</summary>
internal static class UpdateRules
{
    /// <summary>What the library adds of its own to what an agent said: the note that something was cut.</summary>
    private const int OwnWords = 100;

    public static void Check(Reading reading, string sessionId, int bodyLength)
    {
        IReadOnlyList<ChatResponseUpdate> updates = reading.Updates;
        Need(updates.Count > 0, "There is no leading update.");
        ChatResponseUpdate leading = updates[0];
        Need(leading is { Role: null, MessageId: null, Contents.Count: 0 } && leading.AdditionalProperties?["runtimeSessionId"] is string id && id == sessionId, "The leading update is malformed.");
        Need(updates.All(update => update.ConversationId == sessionId && update.ResponseId == leading.ResponseId), "An update is of another conversation or response.");
        Need(updates.Skip(1).All(update => update.MessageId is not null && (update.Role == ChatRole.Assistant || update.Role == ChatRole.Tool)), "An update has no message or a wrong role.");
        Need(updates.SkipLast(1).All(update => update.FinishReason is null), "The answer goes on after its finish reason.");
        Need(reading.Error is not null || updates[^1].FinishReason is not null, "An answer without an error has no finish reason.");

        List<AIContent> contents = [.. updates.SelectMany(update => update.Contents)];
        Need(contents.Count(content => content is UsageContent) <= 1, "Usage is told more than once.");
        Need(contents.OfType<FunctionCallContent>().All(call => call.InformationalOnly), "A caller is asked to run the agent's tool.");
        CheckOnce("call", contents.OfType<FunctionCallContent>().Select(call => call.CallId));
        CheckOnce("result", contents.OfType<FunctionResultContent>().Select(result => result.CallId));
        Need(contents.All(content => content is not TextContent { Text.Length: 0 }), "A text is empty.");

        long told = contents.Sum(content => content switch
        {
            TextContent text => text.Text.Length,
            TextReasoningContent reasoning => reasoning.Text.Length,
            _ => 0L,
        });
        Need(told <= bodyLength + OwnWords, $"The answer has {told} characters; its body has {bodyLength} bytes.");
    }

    private static void CheckOnce(string what, IEnumerable<string> ids)
    {
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (string id in ids)
        {
            Need(known.Add(id), $"A tool's {what} is told twice: {id}");
        }
    }

    private static void Need(bool holds, string message) => BrokenInvariantException.ThrowUnless(holds, message);
}
