using System.Diagnostics;
using System.Globalization;

namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>A call whose caller leaves when it has come to one moment: it is held there until he has.</summary>
internal sealed class LeavingCall(int number, Moment moment)
{
    private static readonly AsyncLocal<LeavingCall?> s_current = new();

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _leftAt;
    private long _seenAt;

    /// <summary>Gets or sets the call of this asynchronous flow, for what is asked without being told of the call.</summary>
    public static LeavingCall? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    public int Number => number;

    public Moment Moment => moment;

    /// <summary>Gets the session, by which the other side knows the call.</summary>
    public string SessionId { get; } = string.Create(CultureInfo.InvariantCulture, $"call-{number:D40}");

    /// <summary>Gets a task that ends when the call has come to its moment.</summary>
    public Task Reached => _reached.Task;

    public Task Left => _left.Task;

    /// <summary>Gets how long after the caller left the agent saw it; <see langword="null"/> where no request was under way.</summary>
    public TimeSpan? SeenAfter => _seenAt != 0 && _leftAt != 0 ? Stopwatch.GetElapsedTime(_leftAt, _seenAt) : null;

    /// <summary>Holds the call where its moment is this one.</summary>
    public Task HoldAsync(Moment here)
    {
        if (here != moment)
        {
            return Task.CompletedTask;
        }

        _reached.TrySetResult();
        return _left.Task;
    }

    /// <summary>The caller leaves now.</summary>
    public void Leave()
    {
        _leftAt = Stopwatch.GetTimestamp();
        _left.TrySetResult();
    }

    /// <summary>The agent sees that he has left.</summary>
    public void SeeLeft() => _seenAt = Stopwatch.GetTimestamp();
}
