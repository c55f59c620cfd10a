namespace AgentCore.Extensions.AI.Responses;

/// <summary>How much memory the unfinished parts of all answers that one client reads may take together.</summary>
internal sealed class BufferBudget(AgentCoreResponseLimits limits)
{
    private long _taken;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limits.MaxBufferedBytes)
        {
            return true;
        }

        Return(bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
