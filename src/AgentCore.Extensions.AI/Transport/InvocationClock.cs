namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// Keeps the time of one invocation: until the first byte of its answer, between two bytes, and in all.
/// One timer serves all limits. Reading a byte only notes until when the next one may take; the timer looks at the note when it fires.
/// </summary>
internal sealed class InvocationClock : IDisposable
{
    /// <summary>The longest time that a timer takes: 49 days.</summary>
    private const long MaxDue = uint.MaxValue - 1;

    private const long Never = long.MaxValue;

    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _source;
    private readonly Timer _timer;
    private readonly TimeSpan _firstByteTimeout;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeSpan _runTimeout;
    private readonly long _idle;
    private readonly long _runDeadline;

    // Until when the byte that is waited for may take; Never while nobody waits.
    private long _deadline;
    private volatile bool _hasFirstByte;
    private volatile string? _expired;

    public InvocationClock(AgentCoreChatClientOptions options, CancellationToken callerToken, string? runtimeSessionId = null)
    {
        RuntimeSessionId = runtimeSessionId;
        _callerToken = callerToken;
        _source = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
        _firstByteTimeout = options.FirstByteTimeout;
        _idleTimeout = options.IdleTimeout;
        _runTimeout = options.RunTimeout;
        _idle = Milliseconds(options.IdleTimeout);
        _runDeadline = After(Milliseconds(options.RunTimeout));
        _deadline = After(Milliseconds(options.FirstByteTimeout));
        _timer = new Timer(static state => ((InvocationClock)state!).OnTimer(), this, Timeout.Infinite, Timeout.Infinite);
        Schedule(Math.Min(_deadline, _runDeadline));
    }

    /// <summary>Gets the session that the call belongs to, for what has to be told of it.</summary>
    public string? RuntimeSessionId { get; }

    /// <summary>Gets the token that ends the call: by its caller or by a time limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Starts to wait for bytes.</summary>
    public void BeginWait()
    {
        if (_hasFirstByte)
        {
            Volatile.Write(ref _deadline, After(_idle));
        }
    }

    /// <summary>Bytes came, or the end.</summary>
    public void EndWait()
    {
        Volatile.Write(ref _deadline, Never);
        if (!_hasFirstByte)
        {
            // From now on the timer must look at least once an idle time.
            _hasFirstByte = true;
            Schedule(Math.Min(After(_idle), _runDeadline));
        }
    }

    /// <summary>Says what a cancellation meant.</summary>
    public Exception Translate(OperationCanceledException exception)
    {
        if (_callerToken.IsCancellationRequested)
        {
            return exception.CancellationToken == _callerToken ? exception : new OperationCanceledException(exception.Message, exception, _callerToken);
        }

        return _expired is { } expired
            ? new AgentCoreException(
                $"{expired} The connection was closed; the agent may have run, so the call was not sent again.", new TimeoutException(expired, exception))
            {
                RuntimeSessionId = RuntimeSessionId,
            }
            : new AgentCoreException("The call was cancelled from within, by neither its caller nor a time limit: the client was disposed of, or the BearerTokenProvider gave up.", exception)
            {
                RuntimeSessionId = RuntimeSessionId,
            };
    }

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private static long Milliseconds(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? Never : (long)Math.Ceiling(timeout.TotalMilliseconds);

    private static long After(long milliseconds)
    {
        long now = Environment.TickCount64;
        return milliseconds > Never - now ? Never : now + milliseconds;
    }

    private void OnTimer()
    {
        long now = Environment.TickCount64;
        long deadline = Volatile.Read(ref _deadline);
        if (now < Math.Min(deadline, _runDeadline))
        {
            // While nobody waits, the next wait can't end before one idle time from now.
            Schedule(Math.Min(deadline == Never ? After(_idle) : deadline, _runDeadline));
            return;
        }

        _expired =
            now >= _runDeadline ? $"The call took longer than RunTimeout ({_runTimeout}) in all."
            : _hasFirstByte ? $"The answer was silent for longer than IdleTimeout ({_idleTimeout})."
            : $"No byte of the answer came within FirstByteTimeout ({_firstByteTimeout}).";
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call ended while the timer fired.
        }
    }

    private void Schedule(long at)
    {
        if (at == Never)
        {
            return;
        }

        try
        {
            _timer.Change(Math.Clamp(at - Environment.TickCount64, 1, MaxDue), Timeout.Infinite);
        }
        catch (ObjectDisposedException)
        {
            // The call ended while the timer fired.
        }
    }
}
