using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAgent;

/// <summary>What the client asks: the last question, what was said before it, and images.</summary>
/// <param name="History">The turns before the question, each in an element such as <c>&lt;user&gt;</c>; empty where the client sends only what is new.</param>
/// <param name="Question">What the user says now.</param>
/// <param name="Images">What is known of each image, such as <c>a png of 70 bytes</c>.</param>
internal sealed partial record Prompt(string History, string Question, IReadOnlyList<string> Images)
{
    public int EarlierTurns => History.Split("<user>").Length - 1;

    /// <summary>Gets the number of words, which stand in for tokens.</summary>
    public int Tokens => $"{History} {Question}".Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    public bool Asks(string words) => Question.Contains(words, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads <c>{"prompt": …}</c>, a text or a list of Converse's blocks; <see langword="null"/> where it is neither.</summary>
    public static Prompt? Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("prompt", out JsonElement prompt))
        {
            return null;
        }

        return prompt.ValueKind switch
        {
            JsonValueKind.String => FromText(prompt.GetString()!, []),
            JsonValueKind.Array => FromBlocks(prompt),
            _ => null,
        };
    }

    private static Prompt FromBlocks(JsonElement blocks)
    {
        StringBuilder texts = new();
        List<string> images = [];
        foreach (JsonElement block in blocks.EnumerateArray().Where(block => block.ValueKind == JsonValueKind.Object))
        {
            if (block.TryGetProperty("text", out JsonElement text))
            {
                texts.Append(text.GetString());
            }
            else if (block.TryGetProperty("image", out JsonElement image))
            {
                images.Add(image.GetProperty("source").TryGetProperty("bytes", out JsonElement bytes)
                    ? $"a {image.GetProperty("format").GetString()} of {bytes.GetBytesFromBase64().Length} bytes"
                    : "one in a bucket");
            }
        }

        return FromText(texts.ToString(), images);
    }

    private static Prompt FromText(string text, IReadOnlyList<string> images)
    {
        int start = HistoryPattern().Match(text).Length;
        return new Prompt(text[..start], text[start..], images);
    }

    [GeneratedRegex(@"\A<.*</(system|user|assistant|tool_call|tool_result)>\s*", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex HistoryPattern();
}
