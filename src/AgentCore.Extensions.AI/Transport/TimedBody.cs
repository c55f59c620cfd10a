using System.Runtime.CompilerServices;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>An answer's body that is read within an <see cref="InvocationClock"/>'s limits and fails with exceptions that the caller can use.</summary>
internal sealed class TimedBody(AgentRuntimeResponse response, InvocationClock clock, InvocationTrace trace) : ReadOnlyStream
{
    private readonly Stream _inner = response.Body;

    /// <summary>Reads with the clock's token, which has the caller's in it; <paramref name="cancellationToken"/> is only looked at once.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<int>(cancellationToken);
        }

        return ReadCoreAsync(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadCoreAsync(Memory<byte> buffer)
    {
        clock.BeginWait();
        try
        {
            int count = await _inner.ReadAsync(buffer, clock.Token).ConfigureAwait(false);
            trace.OnRead(count);
            return count;
        }
        catch (OperationCanceledException e)
        {
            throw clock.Translate(e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException)
        {
            // A socket that is closed under a read fails in its own way; what closed it is what counts.
            throw clock.Token.IsCancellationRequested
                ? clock.Translate(new OperationCanceledException(e.Message, e, clock.Token))
                : ConnectionErrors.LostInMidAnswer(response, clock.RuntimeSessionId, e);
        }
        finally
        {
            clock.EndWait();
        }
    }
}
