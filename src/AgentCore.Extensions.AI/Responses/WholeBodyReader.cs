using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Responses.Dialects;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Reads a body that is not streamed: JSON of some dialect, lines of JSON, or text.</summary>
internal sealed class WholeBodyReader(AnswerAssembler answer, AgentCoreResponseLimits limits, EventReader events)
{
    public void Read(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> span = body.StartsWith("\ufeff"u8) ? body[3..] : body;
        ReadOnlySpan<byte> trimmed = span.Trim(" \t\r\n"u8);
        answer.BeginEvent(span);
        if (WholeJson.TryParse(trimmed, limits, answer.Errors, out JsonDocument? document))
        {
            using (document)
            {
                ReadJson(document.RootElement, span);
            }
        }
        else if (!TryReadLines(trimmed))
        {
            answer.Text(Encoding.UTF8.GetString(span));
        }
    }

    private void ReadJson(JsonElement root, ReadOnlySpan<byte> body)
    {
        if (root.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (root.ValueKind == JsonValueKind.String)
        {
            answer.Text(JsonText.Read(root));
        }
        else if (!DialectList.TryReadBody(root, answer))
        {
            answer.Text(Encoding.UTF8.GetString(body));
        }
    }

    // Newline-delimited JSON: a stream in all but its framing.
    private bool TryReadLines(ReadOnlySpan<byte> body)
    {
        List<Range> lines = [];
        for (int start = 0; start < body.Length;)
        {
            int length = body[start..].IndexOf((byte)'\n');
            Range line = start..(length < 0 ? body.Length : start + length);
            start = line.End.Value + 1;
            ReadOnlySpan<byte> text = body[line].Trim(" \t\r"u8);
            if (text.IsEmpty)
            {
                continue;
            }

            if (text[0] is not ((byte)'{' or (byte)'[' or (byte)'"') || !WholeJson.TryParse(text, limits, answer.Errors, out JsonDocument? document))
            {
                return false;
            }

            document.Dispose();
            lines.Add(line);
        }

        foreach (Range line in lines)
        {
            if (!events.Read("message", body[line].Trim(" \t\r"u8), isUnfinished: false))
            {
                break;
            }
        }

        return true;
    }
}
