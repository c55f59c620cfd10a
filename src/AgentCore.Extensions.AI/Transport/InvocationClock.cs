namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// Keeps the time of one invocation: until the first byte of its answer, between two bytes, and in all.
/// One timer serves all limits. Reading a byte only notes until when the next one may take; the timer looks at the note when it fires.
/// </summary>
internal sealed class InvocationClock : IDisposable
{
    private const long Never = long.MaxValue;

    private static readonly TimeSpan s_shortestDue = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest time that a timer takes; it is set again then.</summary>
    private static readonly TimeSpan s_longestDue = TimeSpan.FromDays(49);

    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _source;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly TimeSpan _firstByteTimeout;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeSpan _runTimeout;
    private readonly long _idle;
    private readonly long _runDeadline;

    // Until when the byte that is waited for may take; Never while nobody waits.
    private long _deadline;
    private volatile bool _hasFirstByte;
    private volatile string? _expired;

    public InvocationClock(AgentCoreChatClientOptions options, CancellationToken callerToken, string? runtimeSessionId = null, TimeProvider? time = null)
    {
        RuntimeSessionId = runtimeSessionId;
        _callerToken = callerToken;
        _source = CancellationTokenSource.CreateLinkedTokenSource(callerToken);
        _time = time ?? TimeProvider.System;
        _firstByteTimeout = options.FirstByteTimeout;
        _idleTimeout = options.IdleTimeout;
        _runTimeout = options.RunTimeout;
        _idle = Ticks(options.IdleTimeout);
        _runDeadline = After(Ticks(options.RunTimeout));
        _deadline = After(Ticks(options.FirstByteTimeout));
        _timer = _time.CreateTimer(static state => ((InvocationClock)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

    /// <summary>A limit in the clock's own ticks, rounded up: it is never reached early.</summary>
    private long Ticks(TimeSpan timeout)
    {
        Int128 ticks = (((Int128)timeout.Ticks * _time.TimestampFrequency) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        return timeout == Timeout.InfiniteTimeSpan || ticks > Never ? Never : (long)ticks;
    }

    private long After(long ticks)
    {
        long now = _time.GetTimestamp();
        return ticks > Never - now ? Never : now + ticks;
    }

    private void OnTimer()
    {
        long now = _time.GetTimestamp();
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

        // A timer drops what is less than a millisecond: it would come early, and once more.
        TimeSpan due = TimeSpan.FromMilliseconds(Math.Ceiling(_time.GetElapsedTime(_time.GetTimestamp(), at).TotalMilliseconds));
        _timer.Change(due < s_shortestDue ? s_shortestDue : due > s_longestDue ? s_longestDue : due, Timeout.InfiniteTimeSpan);
    }
}
