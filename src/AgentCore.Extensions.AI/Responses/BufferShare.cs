namespace AgentCore.Extensions.AI.Responses;

/// <summary>What one answer takes of the client's budget for buffers; it goes back when the answer is over, however it ends.</summary>
internal sealed class BufferShare(BufferBudget budget, AgentCoreResponseLimits limits, ResponseError errors) : IDisposable
{
    /// <summary>What every answer may keep without asking: most events are far smaller, and threads need not meet for each.</summary>
    private const int Free = 64 * 1024;

    private long _held;
    private long _taken;

    /// <summary>More is kept.</summary>
    /// <exception cref="AgentCoreException">All answers together keep more than the bound allows.</exception>
    public void Add(long bytes)
    {
        _held += bytes;
        if (_held > Free)
        {
            Settle();
        }
    }

    /// <summary>Some of what was kept is done with.</summary>
    public void Remove(long bytes)
    {
        _held -= bytes;
        if (_taken > 0)
        {
            Settle();
        }
    }

    public void Dispose()
    {
        _held = 0;
        Settle();
    }

    private void Settle()
    {
        long change = Math.Max(0, _held - Free) - _taken;
        if (change < 0)
        {
            budget.Return(-change);
        }
        else if (change > 0 && !budget.TryTake(change))
        {
            throw errors.Beyond(nameof(limits.MaxBufferedBytes), limits.MaxBufferedBytes, "all answers that are being read keep too much in memory together");
        }

        _taken += change;
    }
}
