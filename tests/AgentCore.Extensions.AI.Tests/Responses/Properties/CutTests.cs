using System.Text;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>An answer that stops anywhere gives what came, and says that it stopped.</summary>
public sealed class CutTests
{
    private const int CutsPerFixture = 150;

    // What a character that was cut apart is read as.
    private const char HalfACharacter = '\ufffd';

    public static TheoryData<string> Answers => PropertyAgent.AnswerNames;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_connection_that_is_lost_gives_a_prefix_of_the_text_and_an_error(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using PropertyAgent agent = new(fixture);
        Reading whole = await agent.ReadAsync(fixture.Body);

        await PropertyAgent.CheckAsync(name, Cuts(fixture).Select(cut => ($"lost after {cut} bytes", (Func<Task>)(async () =>
        {
            Reading reading = await agent.ReadAsync(new ScriptedBody(fixture.Body.AsMemory(0, cut), () => int.MaxValue, breaksOff: true));

            whole.Text.Should().StartWith(reading.Text);
            if (reading.Error is null)
            {
                // The agent said that it was done, and nothing more was read.
                reading.Everything.Should().Be(whole.Everything);
            }
        }))));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_end_that_comes_too_early_gives_a_prefix_of_the_text_or_what_came_as_it_came(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using PropertyAgent agent = new(fixture);
        Reading whole = await agent.ReadAsync(fixture.Body);

        await PropertyAgent.CheckAsync(name, Cuts(fixture).Select(cut => ($"ended after {cut} bytes", (Func<Task>)(async () =>
        {
            byte[] body = fixture.Body[..cut];

            Reading reading = await agent.ReadAsync(body);

            string text = reading.Text.TrimEnd(HalfACharacter);
            if (!whole.Text.StartsWith(text, StringComparison.Ordinal))
            {
                // What is left of the last event, or of a body that is no stream, may be a text of its own: nobody can tell. It is given as it came.
                string last = reading.Updates.SelectMany(update => update.Contents).OfType<TextContent>().Last().Text.TrimEnd(HalfACharacter);
                whole.Text.Should().StartWith(text[..^last.Length]);
                string came = Encoding.UTF8.GetString(body);
                last.Split('\n').Should().OnlyContain(line => came.Contains(line));
            }
        }))));
    }

    /// <summary>The parser's buffer may have no room left when the end comes.</summary>
    [Fact]
    public async Task An_event_of_any_length_may_be_left_unfinished()
    {
        using PropertyAgent agent = new("text/event-stream");

        await PropertyAgent.CheckAsync("of one event", Enumerable.Range(1, 4_200).Select(length => ($"{length} characters", (Func<Task>)(async () =>
            (await agent.ReadAsync(Encoding.UTF8.GetBytes("data: " + new string('a', length)))).Text.Should().HaveLength(length)))));
    }

    // Every cut of a small answer; of a large one as many, spread over it.
    private static IEnumerable<int> Cuts(Fixture fixture)
    {
        int length = fixture.Body.Length;
        Random random = new(length);
        return length <= CutsPerFixture
            ? Enumerable.Range(0, length)
            : Enumerable.Range(0, CutsPerFixture).Select(i => (int)((long)length * i / CutsPerFixture) + random.Next(length / CutsPerFixture));
    }
}
