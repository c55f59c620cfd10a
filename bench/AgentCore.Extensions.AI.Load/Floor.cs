using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Load;

/// <summary>The least that reading a Converse stream can cost: the framework's parser of server-sent events, one <see cref="Utf8JsonReader"/>, and one update with one text content.</summary>
internal static class Floor
{
    public static IAsyncEnumerable<SseItem<ChatResponseUpdate?>> ReadAsync(Stream body) =>
        SseParser.Create(body, static (_, data) => FindText(data)).EnumerateAsync();

    private static ChatResponseUpdate? FindText(ReadOnlySpan<byte> data)
    {
        Utf8JsonReader reader = new(data);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("text"u8) && reader.Read())
            {
                return new ChatResponseUpdate(ChatRole.Assistant, reader.GetString());
            }
        }

        return null;
    }
}
