using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>What an answer says, whichever way it was asked for.</summary>
internal sealed record Said(string Text, string Reasoning, string ToolCalls, string FinishReason)
{
    /// <summary>Makes the request that asks for the same in the other way.</summary>
    public static byte[] OtherWay(ReadOnlySpan<byte> request, bool isStreamed)
    {
        Utf8JsonReader reader = new(request.StartsWith("\ufeff"u8) ? request[3..] : request);
        ArrayBufferWriter<byte> other = new();
        using (Utf8JsonWriter writer = new(other))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("stream"u8, !isStreamed);
            foreach (JsonProperty property in JsonElement.ParseValue(ref reader).EnumerateObject().Where(property => property.Name != "stream"))
            {
                writer.WritePropertyName(property.Name);
                writer.WriteRawValue(property.Value.GetRawText(), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return other.WrittenSpan.ToArray();
    }

    public static Said OfWhole(byte[] answer)
    {
        JsonElement choice = JsonElement.Parse(answer).GetProperty("choices")[0];
        JsonElement message = choice.GetProperty("message");
        return new Said(Words(message, "content"), Words(message, "reasoning_content"), Calls(message), Words(choice, "finish_reason"));
    }

    public static Said OfStreamed(byte[] answer)
    {
        Said said = new("", "", "", "");
        foreach (string data in Encoding.UTF8.GetString(answer).Split("\n\n").Where(data => data.StartsWith("data: {", StringComparison.Ordinal)))
        {
            JsonElement choices = JsonElement.Parse(data["data: ".Length..]).GetProperty("choices");
            foreach (JsonElement choice in choices.EnumerateArray())
            {
                JsonElement delta = choice.GetProperty("delta");
                said = new Said(
                    said.Text + Words(delta, "content"), said.Reasoning + Words(delta, "reasoning_content"), said.ToolCalls + Calls(delta), said.FinishReason + Words(choice, "finish_reason"));
            }
        }

        return said;
    }

    private static string Calls(JsonElement message) => !message.TryGetProperty("tool_calls", out JsonElement calls) ? "" : string.Concat(calls.EnumerateArray().Select(call =>
        $"{Words(call, "id")} {Words(call.GetProperty("function"), "name")} {Words(call.GetProperty("function"), "arguments")}\n"));

    private static string Words(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement words) ? words.GetString() ?? "" : "";
}
