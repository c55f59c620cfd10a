using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>One connection on a bare socket: an HTTP client would cost more than the server that is measured.</summary>
internal static class LoadConnection
{
    public static async Task<long> RunAsync(Uri target, LoadRequest request, Stopwatch time, TimeSpan duration)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(
            $"POST {target.AbsolutePath} HTTP/1.1\r\nHost: {target.Authority}\r\nAuthorization: Bearer {LoadServer.Key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(request.Body)}\r\n\r\n{request.Body}");
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(target.Host, target.Port);
        byte[] buffer = new byte[request.IsStreamed ? 16 * 1024 : 4 * 1024];
        long count = 0;
        do
        {
            await socket.SendAsync(bytes);
            await (request.IsStreamed ? ReadChunkedAsync(socket, buffer) : ReadSizedAsync(socket, buffer));
            count++;
        }
        while (time.Elapsed < duration);

        return count;
    }

    private static async Task ReadSizedAsync(Socket socket, byte[] buffer)
    {
        int length = 0;
        bool isFirst = true;
        do
        {
            length += await ReceiveAsync(socket, buffer.AsMemory(length));
            ThrowUnlessWell(buffer, ref isFirst);
        }
        while (!IsWhole(buffer.AsSpan(0, length)));
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> told = answer[(answer.IndexOf("Content-Length: "u8) + "Content-Length: ".Length)..];
        return Utf8Parser.TryParse(told, out int length, out _) && answer.Length >= head + 4 + length;
    }

    // The last chunk is empty. The text of a stream never ends in these bytes: its events end in line feeds alone.
    private static async Task ReadChunkedAsync(Socket socket, byte[] buffer)
    {
        const ulong End = 0x0D0A_300D_0A0D_0A;
        ulong tail = 0;
        bool isFirst = true;
        do
        {
            int length = await ReceiveAsync(socket, buffer);
            ThrowUnlessWell(buffer, ref isFirst);
            foreach (byte last in buffer.AsSpan(Math.Max(0, length - 7), Math.Min(7, length)))
            {
                tail = (tail << 8 | last) & 0xFF_FFFF_FFFF_FFFF;
            }
        }
        while (tail != End);
    }

    // An error is quick to answer, and would look like a good figure.
    private static void ThrowUnlessWell(byte[] buffer, ref bool isFirst)
    {
        if (isFirst && !buffer.AsSpan().StartsWith("HTTP/1.1 200 "u8))
        {
            throw new IOException($"The server has answered: {Encoding.UTF8.GetString(buffer.AsSpan(0, 256))}");
        }

        isFirst = false;
    }

    private static async Task<int> ReceiveAsync(Socket socket, Memory<byte> buffer)
    {
        int length = await socket.ReceiveAsync(buffer);
        return length > 0 ? length : throw new IOException("The server has closed the connection.");
    }
}
