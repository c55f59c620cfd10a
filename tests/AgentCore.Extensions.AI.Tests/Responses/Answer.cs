using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>What a caller got, in the words of a fixture's <c>expected</c>.</summary>
internal sealed class Answer
{
    public string Text { get; private set; } = "";

    public string Reasoning { get; private set; } = "";

    public List<(string Id, string Name, JsonNode? Arguments)> ToolCalls { get; } = [];

    public List<(string Id, JsonNode? Result, bool Failed)> ToolResults { get; } = [];

    public List<(string MediaType, string Base64)> Data { get; } = [];

    public UsageDetails? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    public AgentCoreException? Error { get; private set; }

    /// <summary>Gets everything in one line, to compare two answers.</summary>
    public string Summary => JsonSerializer.Serialize(new
    {
        Text,
        Reasoning,
        ToolCalls = ToolCalls.Select(call => $"{call.Id} {call.Name} {call.Arguments?.ToJsonString()}"),
        ToolResults = ToolResults.Select(result => $"{result.Id} {result.Failed} {result.Result?.ToJsonString()}"),
        Data = Data.Select(data => $"{data.MediaType} {data.Base64}"),
        Usage = Usage is null ? null : $"{Usage.InputTokenCount} {Usage.OutputTokenCount} {Usage.TotalTokenCount} {Usage.CachedInputTokenCount} {Usage.ReasoningTokenCount}",
        FinishReason,
        Error = Error?.Message,
    });

    /// <summary>Calls the agent and keeps what it says, streamed or not.</summary>
    public static async Task<Answer> OfAsync(IChatClient client, bool streamed)
    {
        Answer answer = new();
        try
        {
            if (streamed)
            {
                List<ChatResponseUpdate> updates = [];
                await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync("hi"))
                {
                    updates.Add(update);
                    answer.Add(update.Contents);
                }

                answer.FinishReason = updates.ToChatResponse().FinishReason?.Value;
            }
            else
            {
                ChatResponse response = await client.GetResponseAsync("hi");
                answer.Add(response);
                answer.FinishReason = response.FinishReason?.Value;
            }
        }
        catch (AgentCoreException exception)
        {
            answer.Error = exception;
            if (exception.PartialResponse is { } partial)
            {
                answer.Add(partial);
            }
        }

        return answer;
    }

    private void Add(ChatResponse response)
    {
        foreach (ChatMessage message in response.Messages)
        {
            Add(message.Contents);
        }

        // Joined updates have their usage on the response.
        Usage = response.Usage;
    }

    private void Add(IEnumerable<AIContent> contents)
    {
        foreach (AIContent content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    Text += text.Text;
                    break;
                case TextReasoningContent reasoning:
                    Reasoning += reasoning.Text;
                    break;
                case FunctionCallContent call:
                    call.InformationalOnly.Should().BeTrue("the agent ran the tool already");
                    ToolCalls.Add((call.CallId, call.Name, call.Arguments is null ? null : JsonSerializer.SerializeToNode(call.Arguments, AIJsonUtilities.DefaultOptions)));
                    break;
                case FunctionResultContent result:
                    ToolResults.Add((result.CallId, JsonSerializer.SerializeToNode(result.Result, AIJsonUtilities.DefaultOptions), result.Exception is not null));
                    break;
                case DataContent data:
                    Data.Add((data.MediaType, data.Base64Data.ToString()));
                    break;
                case UsageContent usage:
                    Usage.Should().BeNull("usage is told once");
                    Usage = usage.Details;
                    break;
                default:
                    throw new InvalidOperationException($"A fixture gave a {content.GetType()}.");
            }
        }
    }
}
