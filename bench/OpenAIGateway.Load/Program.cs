using OpenAIGateway.Load;

if (args is [ServerProcess.Argument, var kind])
{
    await Servers.RunAsync(kind);
    return;
}

await AnswersAsync();
foreach (string name in (string[])[Servers.Library, Servers.Sample])
{
    await using (ServerProcess server = await ServerProcess.StartAsync(name))
    {
        Console.WriteLine($"Working set with 2,000 slow streams, {name}: {await Measurements.SlowStreamsAsync(server, TimeSpan.FromSeconds(20)):F0} MiB");
    }

    await using (ServerProcess server = await ServerProcess.StartAsync(name))
    {
        await Measurements.ChunksAsync(server);
        Console.WriteLine($"Processor time of the server for a chunk, coalesced, {name}: {await Measurements.ChunksAsync(server):F2} µs");
    }
}

// In turns, so that what else the machine does falls on all of them; the best run of each counts.
static async Task AnswersAsync()
{
    const int Rounds = 3;
    const int Answers = 50_000;
    string[] kinds = [Servers.Plain, Servers.Library, Servers.Sample];
    List<ServerProcess> servers = [];
    foreach (string name in kinds)
    {
        servers.Add(await ServerProcess.StartAsync(name));

        // Until the runtime has compiled all that is hot for good.
        await Measurements.AnswersAsync(servers[^1], 3 * Answers);
    }

    AnswerRates[] best = new AnswerRates[kinds.Length];
    for (int round = 0; round < Rounds; round++)
    {
        for (int i = 0; i < kinds.Length; i++)
        {
            best[i] = AnswerRates.Better(best[i], await Measurements.AnswersAsync(servers[i], Answers));
        }
    }

    Console.WriteLine("Small JSON answers, 64 connections:");
    for (int i = 0; i < kinds.Length; i++)
    {
        Console.WriteLine(
            $"  {kinds[i],-8} {best[i].PerSecond,7:F0} a second ({best[i].PerSecond / best[0].PerSecond:F2} of plain), "
            + $"{best[i].ProcessorTime,5:F1} µs of the server's processor time each ({best[i].ProcessorTime / best[0].ProcessorTime:F2})");
        await servers[i].DisposeAsync();
    }
}
