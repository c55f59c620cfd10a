namespace AgentCore.Extensions.AI.Soak;

/// <summary>Looks at a process again and again, and says in the end whether it has grown.</summary>
internal sealed class Watch(string name, Func<Task<ProcessSample>> sample)
{
    private readonly List<ProcessSample> _samples = [];

    public async Task<string> LookAsync()
    {
        ProcessSample now = await sample();
        _samples.Add(now);
        return $"{MebiBytes(now.LiveBytes)} | {MebiBytes(now.WorkingSet)} | {now.Handles}";
    }

    /// <summary>Compares the last third with the one after the first fifth, which is for warming up.</summary>
    /// <returns>Whether it is flat, and a line that says so.</returns>
    public (bool IsFlat, string Line) Conclude()
    {
        ProcessSample[] warm = [.. _samples.Skip(_samples.Count / 5)];
        ProcessSample[] early = warm[..Math.Max(1, warm.Length / 3)];
        ProcessSample[] late = warm[^early.Length..];
        (long liveBefore, long live) = (Median(early, s => s.LiveBytes), Median(late, s => s.LiveBytes));
        (long setBefore, long set) = (Median(early, s => s.WorkingSet), Median(late, s => s.WorkingSet));
        (long handlesBefore, long handles) = (Median(early, s => s.Handles), Median(late, s => s.Handles));

        // Room for what is under way at the moment of a look.
        bool isFlat = live <= (liveBefore * 1.1) + (1 << 20) && set <= (setBefore * 1.1) + (8 << 20) && handles <= (handlesBefore * 1.1) + 20;
        return (isFlat,
            $"| {name} | {MebiBytes(liveBefore)} → {MebiBytes(live)} | {MebiBytes(setBefore)} → {MebiBytes(set)} | {handlesBefore} → {handles} | {(isFlat ? "flat" : "GROWN")} |");
    }

    private static string MebiBytes(long bytes) => $"{bytes / 1024.0 / 1024.0:N1} MiB";

    private static long Median(ProcessSample[] samples, Func<ProcessSample, long> value)
    {
        long[] values = [.. samples.Select(value).Order()];
        return values[values.Length / 2];
    }
}
