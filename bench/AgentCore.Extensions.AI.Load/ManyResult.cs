using System.Globalization;

namespace AgentCore.Extensions.AI.Load;

/// <summary>What many streams at once cost, as one process tells another.</summary>
/// <param name="BytesPerStream">The memory that lives while all are open.</param>
/// <param name="MicrosecondsPerChunk">The processor time.</param>
/// <param name="AllocatedPerChunk">What it allocates where each comes alone.</param>
/// <param name="Chunks">The chunks that came in all.</param>
/// <param name="PeakWorkingSet">What the process took at the most.</param>
internal sealed record ManyResult(double BytesPerStream, double MicrosecondsPerChunk, double AllocatedPerChunk, int Chunks, long PeakWorkingSet)
{
    public static ManyResult Parse(string text)
    {
        double[] numbers = [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new ManyResult(numbers[0], numbers[1], numbers[2], (int)numbers[3], (long)numbers[4]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BytesPerStream:F0} {MicrosecondsPerChunk:F2} {AllocatedPerChunk:F1} {Chunks} {PeakWorkingSet}");
}
