using System.Globalization;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>The events of Bedrock's Converse, bare or under <c>event</c> as Strands sends them.</summary>
internal sealed class ConverseDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        JsonElement root = e.Root;
        if (!e.IsObject)
        {
            return false;
        }

        JsonElement body = JsonText.TryFind(root, "event", JsonValueKind.Object, out JsonElement wrapped) ? wrapped : root;
        if (JsonText.Has(body, "role"))
        {
            // A whole message, whose metadata are not the event of that name.
            return false;
        }

        bool known = false;
        foreach (JsonProperty property in body.EnumerateObject())
        {
            known |= property.Value.ValueKind == JsonValueKind.Object && TryRead(JsonText.Name(property), property.Value, answer);
        }

        return known;
    }

    private static bool TryRead(string name, JsonElement value, AnswerAssembler answer)
    {
        switch (name)
        {
            case "messageStart":
                answer.Understood();
                return true;
            case "contentBlockStart":
                answer.BeginBlock();
                if (JsonText.TryFind(value, "start", JsonValueKind.Object, out JsonElement start)
                    && JsonText.TryFind(start, "toolUse", JsonValueKind.Object, out JsonElement tool)
                    && JsonText.Find(tool, "name") is { } toolName)
                {
                    answer.StartTool(Block(value), JsonText.Find(tool, "toolUseId"), toolName);
                }

                return true;
            case "contentBlockDelta":
                answer.Understood();
                ReadDelta(value, answer);
                return true;
            case "contentBlockStop":
                answer.EndBlock(Block(value));
                return true;
            case "messageStop":
                answer.Understood();
                if (JsonText.Find(value, "stopReason") is { } reason)
                {
                    answer.Finish(reason);
                }

                return true;
            case "metadata" when value.TryGetProperty("usage", out JsonElement usage):
                answer.Understood();
                answer.CallUsage(usage);
                return true;
            case "redactContent":
                answer.Understood();
                return true;
            default:
                return name.EndsWith("Exception", StringComparison.Ordinal) && JsonText.Find(value, "message") is { } message
                    ? throw answer.Errors.FromAgent(message, name)
                    : false;
        }
    }

    private static void ReadDelta(JsonElement value, AnswerAssembler answer)
    {
        if (!JsonText.TryFind(value, "delta", JsonValueKind.Object, out JsonElement delta))
        {
            return;
        }

        if (JsonText.Find(delta, "text") is { } text)
        {
            answer.Text(text);
        }

        if (JsonText.TryFind(delta, "toolUse", JsonValueKind.Object, out JsonElement tool) && JsonText.Find(tool, "input") is { } input)
        {
            answer.AddToolInput(Block(value), input);
        }

        if (JsonText.TryFind(delta, "reasoningContent", JsonValueKind.Object, out JsonElement reasoning))
        {
            answer.Reasoning(JsonText.Find(reasoning, "text"), JsonText.Find(reasoning, "signature") ?? JsonText.Find(reasoning, "redactedContent"));
        }
    }

    // Older streams have no index: their blocks come one after the other.
    private static string Block(JsonElement value) =>
        value.TryGetProperty("contentBlockIndex", out JsonElement index) && index.ValueKind == JsonValueKind.Number && index.TryGetInt64(out long number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : "";
}
