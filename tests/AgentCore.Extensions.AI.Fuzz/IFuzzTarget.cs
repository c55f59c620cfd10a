namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>Something that takes bytes from strangers, with what has to hold for any of them.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Gets inputs that go deep, for others to be made of.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>Runs one input.</summary>
    /// <exception cref="BrokenInvariantException">Something does not hold.</exception>
    void Run(byte[] input);
}
