using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>
/// Time limits by the machine's own clock: each ends the call no earlier than it says and closes the socket. How much later is a figure of docs/reliability.md;
/// what <see cref="FakedTimeTests"/> shows is exact, but the connection's limit keeps no other clock.
/// </summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(ReliabilityDocument.IsWritten ? 5 : 0.3);
    private static readonly int s_runs = ReliabilityDocument.IsWritten ? 3 : 1;
    private static readonly string[] s_limits =
    [
        nameof(AgentCoreChatClientOptions.ConnectTimeout), nameof(AgentCoreChatClientOptions.FirstByteTimeout), nameof(AgentCoreChatClientOptions.IdleTimeout),
    ];

    [Fact]
    public async Task A_limit_ends_the_call_no_earlier_than_it_says_and_the_server_sees_the_end()
    {
        StringBuilder table = new("| Limit | Set to | The call ended after | half of them by | The server saw the end after | half of them by |\n|---|---|---|---|---|---|\n");
        // The first calls take time to be compiled.
        await Task.WhenAll(s_limits.SelectMany(limit => Routes.All.Select(route => MeasureAsync(limit, route))));
        foreach (string limit in s_limits)
        {
            List<(TimeSpan Fired, TimeSpan Closed)> times = [];
            for (int run = 0; run < s_runs; run++)
            {
                times.AddRange(await Task.WhenAll(Routes.All.Select(route => MeasureAsync(limit, route))));
            }

            // Timers count in steps of some milliseconds.
            times.Should().OnlyContain(time => time.Fired >= 0.9 * s_limit && time.Fired < s_limit + s_generous && time.Closed < s_limit + s_generous);
            table.Append($"| `{limit}` | {Seconds(s_limit)} | {Describe(times.Select(time => time.Fired))} | {Describe(times.Select(time => time.Closed))} |\n");
        }

        ReliabilityDocument.WriteFigures(nameof(TimeLimitTests), table.ToString());
    }

    private static async Task<(TimeSpan Fired, TimeSpan Closed)> MeasureAsync(string limit, Route route)
    {
        bool isConnect = limit == nameof(AgentCoreChatClientOptions.ConnectTimeout);
        bool isIdle = limit == nameof(AgentCoreChatClientOptions.IdleTimeout);
        using SilentServer server = new(isIdle ? "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: \"Hello\"\n\n"u8.ToArray() : default);
        AgentCoreChatClientOptions options = Routes.Options(route, $"{(isConnect ? "https" : "http")}://{server.Authority}");
        typeof(AgentCoreChatClientOptions).GetProperty(limit)!.SetValue(options, s_limit);
        options.Retry.MaxAttempts = 1;
        using AgentCoreChatClient client = new(options, WatchedLogs.Instance);

        long start = Stopwatch.GetTimestamp();
        await using IAsyncEnumerator<ChatResponseUpdate> updates = client.GetStreamingResponseAsync(Planted.Message).GetAsyncEnumerator();
        while (isIdle && await updates.MoveNextAsync() && updates.Current.Text != "Hello")
        {
        }

        start = isIdle ? Stopwatch.GetTimestamp() : start;
        AgentCoreException error = (await updates.Awaiting(u => u.MoveNextAsync().AsTask()).Should().ThrowAsync<AgentCoreException>()).Which;
        TimeSpan fired = Stopwatch.GetElapsedTime(start);
        TimeSpan closed = Stopwatch.GetElapsedTime(start, await server.Closed.WaitAsync(s_generous));

        error.InnerException.Should().BeOfType<TimeoutException>().Which.Message.Should().Contain(limit);
        error.IsSafeToRetry.Should().Be(isConnect, "nothing was sent then, and only then");
        return (fired, closed);
    }

    private static string Describe(IEnumerable<TimeSpan> times)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return $"{Seconds(sorted[0])} to {Seconds(sorted[^1])} | {Seconds(sorted[sorted.Length / 2])}";
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s");
}
