namespace AgentCore.Extensions.AI;

/// <summary>The bounds within which an answer is read. What goes beyond one ends the call with an <see cref="AgentCoreException"/> that names the bound.</summary>
public sealed class AgentCoreResponseLimits
{
    /// <summary>Gets or sets the size of one event of a stream, in bytes. The default is 10 MiB (10,485,760), AWS's limit for a chunk; at least 1,024.</summary>
    public int MaxEventBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Gets or sets the size of a body that is not streamed, in bytes. The default is 100,000,000, AWS's limit for a payload; at least 1,024.</summary>
    public int MaxBodyBytes { get; set; } = 100_000_000;

    /// <summary>Gets or sets how deep JSON may be nested. The default is 64; 8 to 1,000.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>Gets or sets how many content blocks of one answer may be open at once. The default is 1,024; at least 1.</summary>
    public int MaxOpenBlocks { get; set; } = 1_024;

    /// <summary>Gets or sets how many tool calls one answer may tell of. The default is 10,000; at least 1.</summary>
    public int MaxToolCalls { get; set; } = 10_000;

    /// <summary>Gets or sets the size of the arguments of all tool calls of one answer together, in characters. The default is 100,000,000; at least 1,024.</summary>
    public int MaxToolArgumentLength { get; set; } = 100_000_000;

    /// <summary>
    /// Gets or sets how much text of events that no dialect knows is kept, in characters, to be given as the answer where nothing else was understood.
    /// What goes beyond is left out, and the text says so. The default is 1,048,576; at least 1,024.
    /// </summary>
    public int MaxUnknownEventLength { get; set; } = 1024 * 1024;

    /// <summary>
    /// Gets or sets how much the client keeps in memory, in bytes, of what is unfinished in all answers that it reads at one time: bodies that are not
    /// streamed, events that have not ended, arguments of tool calls that are still coming. The default is 1 GiB (1,073,741,824); at least 1,048,576.
    /// </summary>
    /// <remarks>What an answer keeps within 64 KiB is not counted.</remarks>
    public long MaxBufferedBytes { get; set; } = 1024 * 1024 * 1024;

    internal AgentCoreResponseLimits Copy() => (AgentCoreResponseLimits)MemberwiseClone();
}
