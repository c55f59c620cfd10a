using System.Diagnostics;
using AgentCore.Extensions.AI.Load;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>Mixed traffic with faults through clients of this process and through a gateway, for as long as it takes to see a leak.</summary>
internal sealed class Soak(TimeSpan duration)
{
    private const int CallersEach = 2;

    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromSeconds(30);

    /// <returns>Whether every request is accounted for, and, from ten minutes on, memory and handles were flat.</returns>
    public async Task<bool> RunAsync()
    {
        using var agent = ServerProcess.Start(typeof(Soak).Assembly, FaultyAgent.Argument);
        using HttpClient agentHttp = new() { BaseAddress = await agent.ReadAddressAsync() };
        using var gateway = ServerProcess.Start(typeof(Soak).Assembly, Program.GatewayArgument, Runtimes.ConfigureGateway(agentHttp.BaseAddress));
        using HttpClient gatewayHttp = new() { BaseAddress = await gateway.ReadAddressAsync() };
        string[] routes = [Runtimes.Iam, Runtimes.Token, Runtimes.Address];
        ClientCaller[] clients = [.. routes.Select(route => new ClientCaller(route, agentHttp.BaseAddress))];
        Traffic traffic = new([.. clients, .. routes.Select(route => new GatewayCaller(route, gatewayHttp))], agentHttp);
        Watch[] watches = [new("clients and callers", () => Task.FromResult(ProcessSample.Now())), new("gateway", () => ProcessSample.OfAsync(gateway))];

        Console.WriteLine("| minute | calls | clients: live heap | working set | handles | gateway: live heap | working set | handles |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Stopwatch time = Stopwatch.StartNew();
        Task running = traffic.RunAsync(CallersEach, duration);
        while (await Task.WhenAny(running, Task.Delay(duration / 30)) != running)
        {
            string[] looks = [await watches[0].LookAsync(), await watches[1].LookAsync()];
            Console.WriteLine($"| {time.Elapsed.TotalMinutes:N1} | {traffic.Count:N0} | {string.Join(" | ", looks)} |");
        }

        await running;
        AgentState left = await WaitForTheEndAsync(agentHttp);
        bool isFlat = Conclude(watches);
        Array.ForEach(clients, client => client.Dispose());
        Console.WriteLine($"{traffic.Count:N0} calls: {string.Join(", ", Enum.GetValues<CallKind>().Select(kind => $"{traffic.CountOf(kind):N0} {kind}"))}.");
        Console.WriteLine($"{traffic.Faults.Count} not as it has to be; at the agent {left.UnderWay} calls still under way, {left.LiveSessions} sessions not stopped.");
        foreach (string fault in traffic.Faults)
        {
            Console.WriteLine(fault);
        }

        // A short run is still warming up.
        return traffic.Faults.Count == 0 && left is { UnderWay: 0, LiveSessions: 0 } && (isFlat || duration < TimeSpan.FromMinutes(10));
    }

    private static bool Conclude(Watch[] watches)
    {
        Console.WriteLine();
        Console.WriteLine("| | live heap | working set | handles | |");
        Console.WriteLine("|---|---|---|---|---|");
        (bool IsFlat, string Line)[] conclusions = [.. watches.Select(watch => watch.Conclude())];
        Array.ForEach(conclusions, conclusion => Console.WriteLine(conclusion.Line));
        Console.WriteLine();
        return Array.TrueForAll(conclusions, conclusion => conclusion.IsFlat);
    }

    // Of callers who left, the agent may hear a little later; their sessions are stopped after that.
    private static async Task<AgentState> WaitForTheEndAsync(HttpClient agent)
    {
        Stopwatch time = Stopwatch.StartNew();
        AgentState state;
        do
        {
            await Task.Delay(200);
            state = (await agent.GetFromJsonAsync<AgentState>(FaultyAgent.StatePath))!;
        }
        while (state is not { UnderWay: 0, LiveSessions: 0 } && time.Elapsed < s_timeToEnd);

        return state;
    }
}
