using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>Reads updates for what OpenAI's answers can say, the same for streamed and whole answers.</summary>
/// <param name="sink">What takes the parts.</param>
/// <param name="toolNames">The tools that the caller runs. Calls of any others the agent has made itself; some front ends would run them again.</param>
internal sealed class AnswerTranslator(IAnswerSink sink, HashSet<string> toolNames)
{
    private UsageDetails? _usage;
    private ChatFinishReason? _finishReason;
    private HashSet<string>? _callIds;
    private string? _textMessageId;
    private bool _anyText;
    private char _heldSurrogate;

    /// <summary>Gets what the agent has used, where it has told.</summary>
    public UsageDetails? Usage => _usage;

    /// <summary>Gets whether anything came that the answer shows.</summary>
    public bool HasContent { get; private set; }

    /// <summary>Gets whether the agent gave media that OpenAI's answers have no place for.</summary>
    public bool HasUnshownMedia { get; private set; }

    /// <summary>Gets OpenAI's name for the reason why the answer ended.</summary>
    public string FinishReason =>
        _callIds is not null ? "tool_calls"
        : _finishReason == ChatFinishReason.Length ? "length"
        : _finishReason == ChatFinishReason.ContentFilter ? "content_filter"
        : "stop";

    public void Take(ChatResponseUpdate update)
    {
        _finishReason = update.FinishReason ?? _finishReason;
        IList<AIContent> contents = update.Contents;
        for (int i = 0; i < contents.Count; i++)
        {
            Take(contents[i], update);
        }
    }

    /// <summary>Ends the answer: a half of a character that never got its other half is told as unreadable.</summary>
    public void Complete()
    {
        if (_heldSurrogate != 0)
        {
            _heldSurrogate = '\0';
            sink.Text("\ufffd");
        }
    }

    private void Take(AIContent content, ChatResponseUpdate update)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text when update.Role != ChatRole.Tool:
                HasContent = true;
                TakeText(text.Text, update.MessageId);
                break;
            case TextReasoningContent { Text.Length: > 0 } reasoning:
                HasContent = true;
                sink.Reasoning(reasoning.Text);
                break;
            case UsageContent usage:
                (_usage ??= new UsageDetails()).Add(usage.Details);
                break;
            case FunctionCallContent { InformationalOnly: false } call when toolNames.Contains(call.Name):
                if ((_callIds ??= new HashSet<string>(StringComparer.Ordinal)).Add(call.CallId))
                {
                    HasContent = true;
                    sink.ToolCall(call);
                }

                break;
            case DataContent image when image.HasTopLevelMediaType("image") && update.Role != ChatRole.Tool:
                HasContent = true;
                sink.Image(image.Uri);
                break;
            case UriContent image when image.HasTopLevelMediaType("image") && update.Role != ChatRole.Tool:
                HasContent = true;
                sink.Image(image.Uri.OriginalString);
                break;
            case DataContent or UriContent or HostedFileContent when update.Role != ChatRole.Tool:
                HasUnshownMedia = true;
                break;
            case ErrorContent { ErrorCode: "Refusal", Message: { Length: > 0 } words }:
                HasContent = true;
                sink.Refusal(words);
                break;
            case ErrorContent error:
                throw new AgentErrorException(error.Message);
        }
    }

    private void TakeText(string text, string? messageId)
    {
        // The answer is one message here; what the agent said in two should not run together.
        if (_anyText && messageId is not null && _textMessageId is not null && messageId != _textMessageId)
        {
            Complete();
            sink.Text("\n\n");
        }

        _textMessageId = messageId ?? _textMessageId;
        _anyText = true;
        if (_heldSurrogate != 0)
        {
            text = _heldSurrogate + text;
            _heldSurrogate = '\0';
        }

        if (char.IsHighSurrogate(text[^1]))
        {
            _heldSurrogate = text[^1];
            text = text[..^1];
        }

        if (text.Length > 0)
        {
            sink.Text(text);
        }
    }
}
