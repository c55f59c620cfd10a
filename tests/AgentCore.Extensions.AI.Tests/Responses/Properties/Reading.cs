using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>What a caller got of one body: every update, and the error that ended it.</summary>
internal sealed record Reading(IReadOnlyList<ChatResponseUpdate> Updates, AgentCoreException? Error)
{
    public string Text => string.Concat(Updates.SelectMany(update => update.Contents).OfType<TextContent>().Select(text => text.Text));

    /// <summary>Gets all that was told, update by update, but for ids and times, which differ from call to call.</summary>
    public string Everything
    {
        get
        {
            StringBuilder lines = new();
            foreach (ChatResponseUpdate update in Updates)
            {
                lines.Append(update.Role).Append(' ').Append(update.MessageId?[update.ResponseId!.Length..]).Append(' ').Append(update.ModelId)
                    .Append(' ').Append(update.FinishReason).AppendJoin(" | ", update.Contents.Select(Line)).Append('\n');
            }

            return lines.Append(Error?.Message).ToString();
        }
    }

    private static string Line(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent reasoning => $"reasoning {reasoning.Text} {reasoning.ProtectedData}",
        FunctionCallContent call => $"call {call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions)} {call.Exception?.Message}",
        FunctionResultContent result => $"result {result.CallId} {JsonSerializer.Serialize(result.Result, AIJsonUtilities.DefaultOptions)} {result.Exception?.Message}",
        DataContent data => $"data {data.MediaType} {data.Base64Data}",
        UsageContent usage => $"usage {JsonSerializer.Serialize(usage.Details, AIJsonUtilities.DefaultOptions)}",
        _ => throw new InvalidOperationException($"An answer has a {content.GetType()}."),
    };
}
