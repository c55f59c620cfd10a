using System.Net.Sockets;
using System.Text;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Answers;

/// <summary>Alone in the process: all of its allocations count.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Chunks = 100_000;

    [Fact]
    public async Task A_chunk_allocates_nothing()
    {
        // One update again and again: what is left is the gateway's own.
        ChatResponseUpdate update = ScriptedChatClient.Update(new TextContent("token "));
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => ScriptedChatClient.Updates(Enumerable.Repeat(update, Chunks))));
        byte[] buffer = new byte[64 * 1024];
        await ReadStreamAsync(gateway, buffer);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        long length = await ReadStreamAsync(gateway, buffer);

        long perChunk = (GC.GetTotalAllocatedBytes(precise: true) - before) / Chunks;
        length.Should().BeGreaterThan(100L * Chunks, "all chunks came");
        perChunk.Should().BeLessThan(16, "one object a chunk would be 24 bytes or more");
    }

    private static async Task<long> ReadStreamAsync(Gateway gateway, byte[] buffer)
    {
        using TcpClient socket = new();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        NetworkStream stream = socket.GetStream();
        const string Body = """{"model":"agent","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\n\r\n{Body}"));
        long total = 0;
        for (int length; (length = await stream.ReadAsync(buffer)) > 0;)
        {
            total += length;
        }

        return total;
    }
}
