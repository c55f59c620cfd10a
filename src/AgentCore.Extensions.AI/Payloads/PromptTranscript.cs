using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>
/// Makes one prompt of all messages. User messages alone are sent word for word. Where others go along, each message becomes
/// an element that names its role, and the last user messages stand after them unmarked.
/// </summary>
internal static class PromptTranscript
{
    private const string BlankLine = "\n\n";

    /// <summary>Makes the prompt's pieces.</summary>
    public static List<PromptPart> Build(List<PayloadMessage> messages)
    {
        // What nearly every call of a session is; below it would come to the same.
        if (messages is [{ Contents: [TextContent only] } message] && message.Role == ChatRole.User)
        {
            return [new PromptPart(only.Text, null)];
        }

        (List<PayloadMessage> marked, List<PayloadMessage> question) = Split(messages);
        var parts = new PromptPartList();
        var documentNames = new DocumentNames();
        AddMarked(parts, marked, documentNames);
        if (question.Count > 0)
        {
            parts.Separate(BlankLine);
        }

        // Without elements there is no role to forge, and the text is the user's to the letter.
        AddContents(parts, question.SelectMany(message => message.Contents), BlankLine, documentNames, escape: marked.Count > 0);
        return parts.ToParts();
    }

    /// <summary>
    /// Parts the user messages that end the list, which ask for the answer, from all others. System messages among them
    /// speak of the whole and go before them.
    /// </summary>
    private static (List<PayloadMessage> Marked, List<PayloadMessage> Question) Split(List<PayloadMessage> messages)
    {
        int start = messages.FindLastIndex(message => !IsQuestion(message) && message.Role != ChatRole.System) + 1;
        List<PayloadMessage> marked = messages[..start];
        List<PayloadMessage> question = [];
        foreach (PayloadMessage message in messages[start..])
        {
            (IsQuestion(message) ? question : marked).Add(message);
        }

        return (marked, question);
    }

    private static bool IsQuestion(PayloadMessage message) =>
        message.Role == ChatRole.User && !message.Contents.Any(content => content is FunctionCallContent or FunctionResultContent);

    private static void AddMarked(PromptPartList parts, List<PayloadMessage> messages, DocumentNames documentNames)
    {
        Dictionary<string, string> toolNames = ToolNames(messages);
        foreach (PayloadMessage message in messages)
        {
            // Streamed answers are put together from pieces, so an assistant's texts join without a gap.
            string separator = message.Role == ChatRole.Assistant ? "" : BlankLine;
            List<AIContent> spoken = [];
            foreach (AIContent content in message.Contents)
            {
                if (content is not (FunctionCallContent or FunctionResultContent))
                {
                    spoken.Add(content);
                    continue;
                }

                AddElement(parts, ElementName(message.Role), spoken, separator, documentNames);
                AddTool(parts, content, toolNames);
                spoken.Clear();
            }

            AddElement(parts, ElementName(message.Role), spoken, separator, documentNames);
        }
    }

    private static Dictionary<string, string> ToolNames(List<PayloadMessage> messages)
    {
        Dictionary<string, string> names = [];
        foreach (FunctionCallContent call in messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            names[call.CallId] = call.Name;
        }

        return names;
    }

    private static string ElementName(ChatRole role) => role == ChatRole.Tool ? "tool_result" : role.Value;

    private static void AddElement(PromptPartList parts, string name, List<AIContent> contents, string separator, DocumentNames documentNames)
    {
        if (contents.Count == 0)
        {
            return;
        }

        parts.Separate("\n");
        parts.Add($"<{name}>");
        AddContents(parts, contents, separator, documentNames, escape: true);
        parts.Add($"</{name}>");
    }

    private static void AddTool(PromptPartList parts, AIContent content, Dictionary<string, string> toolNames)
    {
        (string element, string name, string text) = content switch
        {
            FunctionCallContent call => ("tool_call", call.Name, ToolText.OfArguments(call)),
            FunctionResultContent result => ToolResult(result),
            _ => throw new InvalidOperationException($"{content.GetType().Name} is neither a call nor a result."),
        };
        parts.Separate("\n");
        parts.Add($"<{element} name=\"{TranscriptText.EscapeAttribute(name)}\">{TranscriptText.Escape(text)}</{element}>");

        (string, string, string) ToolResult(FunctionResultContent result)
        {
            // The call may be in a part of the history that isn't sent; then its id is all there is.
            string toolName = toolNames.GetValueOrDefault(result.CallId, result.CallId);
            return ("tool_result", toolName, ToolText.OfResult(result, toolName));
        }
    }

    private static void AddContents(
        PromptPartList parts, IEnumerable<AIContent> contents, string separator, DocumentNames documentNames, bool escape)
    {
        // Texts are joined before they are escaped: two that are harmless alone may make an element together.
        List<string> texts = [];
        foreach (AIContent content in contents)
        {
            if (content is TextContent text)
            {
                texts.Add(text.Text);
            }
            else
            {
                AddTexts();
                parts.Add(ConverseMedia.From(content, documentNames));
            }
        }

        AddTexts();

        void AddTexts()
        {
            string joined = string.Join(separator, texts);
            parts.Add(escape ? TranscriptText.Escape(joined) : joined);
            texts.Clear();
        }
    }
}
