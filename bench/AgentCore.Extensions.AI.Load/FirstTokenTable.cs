using System.Diagnostics;
using System.Globalization;

namespace AgentCore.Extensions.AI.Load;

/// <summary>How long a chunk is on its way, while 200 streams are read: from the server's write, and from the socket, to the update.</summary>
internal static class FirstTokenTable
{
    private const int Streams = 200;
    private const int Chunks = 20;
    private const int Milliseconds = 50;
    private const int WarmUps = 4;
    private const int Rounds = 8;

    public static async Task<int> PrintAsync(Uri server)
    {
        Uri address = new(server, $"slow/{Chunks}/{Milliseconds}/");
        string[] kinds = [StreamClient.Plain, StreamClient.Service];
        StampedClient[][] clients = [.. kinds.Select(kind => Enumerable.Range(0, Streams).Select(_ => new StampedClient(kind, address)).ToArray())];
        Delays[] delays = [new(), new()];
        for (int round = -WarmUps; round < Rounds; round++)
        {
            for (int i = 0; i < kinds.Length; i++)
            {
                Delays into = round < 0 ? new Delays() : delays[i];
                await Task.WhenAll(clients[i].Select(client => Task.Run(() => client.ReadAsync(into))));
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Streams} streams at once, a chunk each {Milliseconds} ms; {delays[0].First.Count:N0} first chunks and {delays[0].Socket.Count:N0} later ones in each way. Median, 99th percentile:\n"));
        Console.WriteLine("| | server's write to update | socket to update | socket to update, first chunk |\n|---|---|---|---|");
        foreach ((string kind, Delays delay) in kinds.Zip(delays))
        {
            Console.WriteLine($"| {kind} | {Words(delay.Server)} | {Words(delay.Socket)} | {Words(delay.First)} |");
        }

        Console.WriteLine($"| the client adds | {Words(delays[1].Server, delays[0].Server)} | {Words(delays[1].Socket, delays[0].Socket)} | {Words(delays[1].First, delays[0].First)} |");
        return 0;
    }

    private static string Words(List<long> ticks, List<long>? without = null)
    {
        return string.Create(CultureInfo.InvariantCulture, $"{At(0.5):F0} µs, {At(0.99):F0} µs");

        double At(double part) => Delays.Percentile(ticks, part) - (without is null ? 0 : Delays.Percentile(without, part));
    }

    /// <summary>A client for one stream at a time, so that it is known whose bytes its socket gave.</summary>
    private sealed class StampedClient
    {
        private readonly StampedStream.Stamp _stamp = new();
        private readonly StreamClient _client;

        public StampedClient(string kind, Uri address) => _client = StreamClient.Create(kind, address, handler => StampedStream.Configure(handler, _stamp));

        public async Task ReadAsync(Delays delays)
        {
            bool isFirst = true;
            await _client.ReadAsync(text =>
            {
                long now = Stopwatch.GetTimestamp();
                delays.Add(now - long.Parse(text, CultureInfo.InvariantCulture), now - _stamp.Last, isFirst);
                isFirst = false;
            });
        }
    }
}
