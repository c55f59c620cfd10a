using System.IO.Pipelines;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>
/// Writes comment lines into the silences of a stream. Only one of the two writes at a time: the answer hands the output over
/// while it waits for the next update, and takes it back before it goes on.
/// </summary>
internal sealed class KeepAlive : IAsyncDisposable
{
    // A timer may fire a little early by the other clock.
    private const int TimerSlack = 20;

    private readonly PipeWriter _output;
    private readonly ChunkWriter _chunks;
    private readonly long _half;
    private readonly SemaphoreSlim _turn = new(0, 1);
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;
    private long _silentSince;

    public KeepAlive(PipeWriter output, ChunkWriter chunks, TimeSpan interval)
    {
        _output = output;
        _chunks = chunks;

        // Looked at twice an interval, so that no silence is longer than it.
        TimeSpan half = interval / 2;
        _half = (long)half.TotalMilliseconds;
        _timer = new PeriodicTimer(half);
        _loop = RunAsync();
    }

    /// <summary>The answer waits; the output may be written to.</summary>
    public void BeginSilence()
    {
        _silentSince = Environment.TickCount64;
        _turn.Release();
    }

    /// <summary>The answer goes on, when a comment that is being sent is through.</summary>
    public Task EndSilenceAsync() => _turn.WaitAsync();

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop.ConfigureAwait(false);
        _turn.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync().ConfigureAwait(false))
        {
            // Whoever has the turn now is writing: that is no silence.
            if (!await _turn.WaitAsync(TimeSpan.Zero).ConfigureAwait(false))
            {
                continue;
            }

            try
            {
                if (Environment.TickCount64 - _silentSince >= _half - TimerSlack)
                {
                    _chunks.KeepAlive();
                    _chunks.Flushed();
                    await _output.FlushAsync().ConfigureAwait(false);
                }
            }
            finally
            {
                _turn.Release();
            }
        }
    }
}
