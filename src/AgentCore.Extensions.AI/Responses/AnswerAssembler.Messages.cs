using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <content>Whole messages, results and snapshots: what of them was told before is left out.</content>
internal sealed partial class AnswerAssembler
{
    /// <summary>How many ids of whole messages are remembered; frameworks repeat a message soon or never.</summary>
    private const int MaxMessageIds = 1_024;

    private HashSet<string>? _messageIds;

    /// <summary>A whole message. Of the assistant's what deltas or another event told before is left out; of others only tool results count.</summary>
    public void Message(AgentMessage message)
    {
        IsEmpty = false;
        if (message.Role != ChatRole.Assistant)
        {
            message.Contents.OfType<FunctionResultContent>().ToList().ForEach(ToolResult);
            return;
        }

        string fingerprint = message.Fingerprint;
        Turn turn = Now;
        if ((message.Id is { } id && !IsNewMessage(id)) || turn.IsRepetition(fingerprint))
        {
            return;
        }

        if (message.Usage.ValueKind != JsonValueKind.Undefined && !turn.HasUsage)
        {
            Usage.Add(message.Usage);
        }

        Tell(message, text: !turn.HasText, reasoning: !turn.HasReasoning);
        if (message.IsReasoningAlone)
        {
            turn.EndReasoning();
        }
        else
        {
            turn.EndMessage(fingerprint);
        }
    }

    /// <summary>What the run came to: it counts only where no text came otherwise. A result that goes on where the last one ended is taken with it.</summary>
    public void Result(string text)
    {
        IsEmpty = false;
        _conclusion.SetResult(text, _updates.Event);
        if (_conclusion.TextLength > limits.MaxBodyBytes)
        {
            throw Errors.Beyond(nameof(limits.MaxBodyBytes), limits.MaxBodyBytes, "the pieces of its result are too large together");
        }
    }

    /// <summary>What the run came to, as a message: it counts only where no text came otherwise.</summary>
    public void Result(AgentMessage message)
    {
        IsEmpty = false;
        _conclusion.SetResult(message, _updates.Event);
        Usage.AddIfNone(message.Usage);
    }

    /// <summary>All messages up to now: they count at the end, where nothing else told of them.</summary>
    public void Snapshot(IReadOnlyList<AgentMessage> messages)
    {
        IsEmpty = false;
        _conclusion.SetSnapshot(messages, _updates.Event);
    }

    private bool IsNewMessage(string id)
    {
        _messageIds ??= new HashSet<string>(StringComparer.Ordinal);
        if (_messageIds.Count >= MaxMessageIds)
        {
            _messageIds.Clear();
        }

        return _messageIds.Add(id);
    }

    private void TellSnapshot()
    {
        (bool text, bool reasoning) = (!_anyText, !_anyReasoning);
        bool usage = Usage.Result is null;
        foreach (AgentMessage message in _conclusion.AnswerOfSnapshot())
        {
            if (usage)
            {
                Usage.Add(message.Usage);
            }

            Tell(message, text, reasoning);
        }
    }

    private void Tell(AgentMessage message, bool text, bool reasoning)
    {
        Model(message.Model);
        foreach (AIContent content in message.Contents)
        {
            switch (content)
            {
                case TextContent words when text && message.Role == ChatRole.Assistant:
                    Text(words.Text);
                    break;
                case TextReasoningContent thought when reasoning:
                    Reasoning(thought.Text, thought.ProtectedData);
                    break;
                case FunctionCallContent call:
                    ToolCall(call);
                    break;
                case FunctionResultContent result:
                    ToolResult(result);
                    break;
                case DataContent data:
                    Data(data);
                    break;
            }
        }

        Finish(message.FinishReason);
    }
}
