using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace WebChat.Browser.Tests;

/// <summary>Chromium's DevTools protocol: commands with an id, answers with the same.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly SemaphoreSlim _one = new(1);
    private Task _reading = Task.CompletedTask;
    private int _id;

    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        DevTools tools = new();
        await tools._socket.ConnectAsync(address, CancellationToken.None);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    public async Task<JsonNode> SendAsync(string method, JsonObject? parameters = null, string? session = null)
    {
        int id = Interlocked.Increment(ref _id);
        TaskCompletionSource<JsonNode> answer = _waiting[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        JsonObject command = new() { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        await _one.WaitAsync();
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(command), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }

        JsonNode message = await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return message["error"] is { } error ? throw new InvalidOperationException($"{method}: {error}") : message["result"]!;
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
        _one.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            byte[] buffer = new byte[64 * 1024];
            using MemoryStream message = new();
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                {
                    continue;
                }

                JsonNode node = JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!;
                message.SetLength(0);
                if (node["id"] is { } id && _waiting.TryRemove(id.GetValue<int>(), out TaskCompletionSource<JsonNode>? answer))
                {
                    answer.SetResult(node);
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or JsonException)
        {
            foreach (TaskCompletionSource<JsonNode> answer in _waiting.Values)
            {
                answer.TrySetException(exception);
            }
        }
    }
}
