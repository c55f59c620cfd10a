namespace AgentCore.Extensions.AI.Tests.Transport;

/// <summary>A time in which every pause is over at once; it keeps how long each should have been.</summary>
internal sealed class ImmediateTime : TimeProvider
{
    private readonly List<TimeSpan> _pauses = [];

    public IReadOnlyList<TimeSpan> Pauses => _pauses;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _pauses.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
