using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>Callers who leave at any moment: nothing is thrown but what they asked for, and nothing stays behind.</summary>
public sealed class CancellationTests
{
    private const int Seed = 20261125;
    private const int Calls = 1_500;

    [Fact]
    public async Task A_call_that_is_cancelled_at_any_moment_ends_and_leaves_nothing_behind()
    {
        int underWay = 0;
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            Interlocked.Increment(ref underWay);
            try
            {
                call.Begin();
                for (int i = 0; i < 1_000; i++)
                {
                    await call.WriteAsync($"data: \"{i} \"\n\n");
                    await Task.Delay(1, call.ClientLeft);
                }
            }
            finally
            {
                Interlocked.Decrement(ref underWay);
            }
        });
        using AgentCoreChatClient client = new(agent.Address.ToString());
        int[] delays = [.. Enumerable.Range(0, Calls).Select(i => new Random(Seed + i).Next(0, 40))];

        await Parallel.ForEachAsync(delays, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (delay, _) => await CallAsync(client, delay));

        for (int i = 0; i < 100 && Volatile.Read(ref underWay) > 0; i++)
        {
            await Task.Delay(100);
        }

        Volatile.Read(ref underWay).Should().Be(0, "the agent sees every caller leave");
    }

    private static async Task CallAsync(AgentCoreChatClient client, int delay)
    {
        using CancellationTokenSource leave = new(delay);
        try
        {
            if (delay % 2 == 0)
            {
                await client.GetResponseAsync("hi", cancellationToken: leave.Token);
            }
            else
            {
                await client.GetStreamingResponseAsync("hi", cancellationToken: leave.Token).ToChatResponseAsync(leave.Token);
            }
        }
        catch (OperationCanceledException exception)
        {
            exception.CancellationToken.Should().Be(leave.Token, "that is whose wish it was");
        }
    }
}
