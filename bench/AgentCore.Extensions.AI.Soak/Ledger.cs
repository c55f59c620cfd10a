namespace AgentCore.Extensions.AI.Soak;

/// <summary>How often each call has reached the agent. It has its full size from the start, so that it is no leak itself.</summary>
internal sealed class Ledger
{
    public const int Capacity = 1 << 23;

    private readonly int[] _runs = new int[Capacity];

    public int this[int id] => Volatile.Read(ref _runs[id]);

    public int Add(int id) => Interlocked.Increment(ref _runs[id]);
}
