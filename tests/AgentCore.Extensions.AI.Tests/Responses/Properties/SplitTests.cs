namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>How a network cuts an answer into reads is nothing that a caller sees.</summary>
public sealed class SplitTests
{
    private const int RandomSplits = 12;

    public static TheoryData<string> Answers => PropertyAgent.AnswerNames;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Any_split_into_reads_gives_the_same_updates(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using PropertyAgent agent = new(fixture);
        string whole = (await agent.ReadAsync(fixture.Body)).Everything;

        await PropertyAgent.CheckAsync(name, Splits().Select(split => (split.Name, (Func<Task>)(async () =>
            (await agent.ReadAsync(new ScriptedBody(fixture.Body, split.NextRead))).Everything.Should().Be(whole)))));
    }

    private static IEnumerable<(string Name, Func<int> NextRead)> Splits()
    {
        foreach (int size in (int[])[1, 2, 3, 7])
        {
            yield return ($"reads of {size} bytes", () => size);
        }

        for (int seed = 1; seed <= RandomSplits; seed++)
        {
            Random random = new(seed);
            int longest = 1 << (seed % 9);
            yield return ($"random reads of up to {longest} bytes, seed {seed}", () => random.Next(1, longest + 1));
        }
    }
}
