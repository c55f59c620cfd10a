using System.Diagnostics;
using System.Globalization;

namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>What the server has used so far.</summary>
internal sealed record LoadStatistics(TimeSpan ProcessorTime, long Allocated, long PeakWorkingSet)
{
    public static LoadStatistics Now()
    {
        using Process process = Process.GetCurrentProcess();
        return new LoadStatistics(process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), process.PeakWorkingSet64);
    }

    public static LoadStatistics Parse(string text)
    {
        long[] numbers = [.. text.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture))];
        return new LoadStatistics(TimeSpan.FromTicks(numbers[0]), numbers[1], numbers[2]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{ProcessorTime.Ticks} {Allocated} {PeakWorkingSet}");
}
