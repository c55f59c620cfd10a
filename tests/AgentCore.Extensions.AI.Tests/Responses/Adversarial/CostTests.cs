using System.Text;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>
/// An answer costs in proportion to its size, however it is cut into events. Allocations stand for work: copies of what came before
/// are what makes it grow faster.
/// </summary>
public sealed class CostTests
{
    /// <summary>A stream of some length, each of a kind that invites to do the work of all events before again.</summary>
    private static readonly Dictionary<string, Func<int, IEnumerable<string>>> s_streams = new()
    {
        ["Converse: arguments in pieces"] = n =>
        [
            """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{\"a\":\""}}}}""",
            .. Enumerable.Repeat("""{"contentBlockDelta":{"delta":{"toolUse":{"input":"piece "}}}}""", n),
            """{"contentBlockDelta":{"delta":{"toolUse":{"input":"\"}"}}}}""",
            """{"contentBlockStop":{}}""",
        ],
        ["OpenAI: arguments in pieces"] = n =>
        [
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{\"a\":\""}}]}}]}""",
            .. Enumerable.Repeat("""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"piece "}}]}}]}""", n),
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"}"}}]},"finish_reason":"tool_calls"}]}""",
        ],
        ["Anthropic: reasoning in pieces"] = n =>
            Enumerable.Repeat("""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"piece "}}""", n),
        ["Python: objects that it could not write"] = n => Enumerable.Repeat("\"{'data': 'piece ', 'agent': <Agent>}\"", n),
        ["hand-made: results that go on"] = n => Enumerable.Range(0, n).Select(i => """{"type":"result","result":"{0} "}""".With(i)),
        ["Vercel: results of calls without an id"] = n =>
        [
            .. Enumerable.Range(0, 5_000).Select(i => """{"type":"tool-call","toolCallId":"c{0}","toolName":"f","input":{}}""".With(i)),
            .. Enumerable.Repeat("""{"message":{"role":"user","content":[{"toolResult":{"content":[{"text":"piece "}]}}]}}""", n),
        ],
    };

    /// <summary>Streams whose events each hold all that came before: as large as the square of the answer.</summary>
    private static readonly Dictionary<string, Func<string, string>> s_snapshots = new()
    {
        ["LangGraph: the whole state"] = text => """{"messages":[{"type":"human","content":"hi"},{"type":"ai","content":"{0}","id":"m"}]}""".With(text),
        ["LangGraph: updates"] = text => """{"agent":{"messages":[{"type":"ai","content":"{0}","id":"m"}]}}""".With(text),
        ["LlamaIndex: delta and response"] = text => """{"delta":"piece ","response":"{0}"}""".With(text),
        ["Anthropic: text and snapshot"] = text => """{"type":"text","text":"piece ","snapshot":"{0}"}""".With(text),
        ["ADK: whole events"] = text => """{"invocationId":"i","author":"a","content":{"role":"model","parts":[{"text":"{0}"}]}}""".With(text),
        ["Strands: whole messages"] = text => """{"message":{"role":"assistant","content":[{"text":"{0}"}]}}""".With(text),
        ["hand-made: the result so far"] = text => """{"type":"result","result":"{0}"}""".With(text),
        ["OpenAI Responses: the response so far"] = text => """{"type":"response.in_progress","response":{"output":[{"type":"message","content":[{"type":"output_text","text":"{0}"}]}]}}""".With(text),
    };

    public static TheoryData<string> Streams => [.. s_streams.Keys];

    public static TheoryData<string> Snapshots => [.. s_snapshots.Keys];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Twice_the_events_cost_twice_as_much(string stream)
    {
        Ask.Cost(s_streams[stream](10)); // What is made once is none of it.
        long some = Ask.Cost(s_streams[stream](5_000));
        long twice = Ask.Cost(s_streams[stream](10_000));

        twice.Should().BeLessThan(3 * some);
    }

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void A_snapshot_after_every_token_costs_as_much_as_it_is_large(string stream)
    {
        string[] events = [.. Enumerable.Range(1, 1_000).Select(tokens => s_snapshots[stream](new StringBuilder().Insert(0, "piece ", tokens).ToString()))];
        Ask.Cost(events[..10]);

        Ask.Cost(events).Should().BeLessThan(20 * events.Sum(item => (long)item.Length));
    }

    [Fact]
    public async Task Arguments_in_forty_thousand_pieces_are_one_call()
    {
        Reading reading = await Ask.EventsAsync(s_streams["Converse: arguments in pieces"](40_000));

        FunctionCallContent call = reading.Contents<FunctionCallContent>().Should().ContainSingle().Subject;
        call.Exception.Should().BeNull();
        call.Arguments!["a"]!.ToString().Should().HaveLength("piece ".Length * 40_000);
    }

    [Fact]
    public async Task Results_without_an_id_do_not_look_through_all_calls_each()
    {
        Task<Reading> asking = Task.Run(() => Ask.EventsAsync(
        [
            .. Enumerable.Range(0, 10_000).Select(i => """{"type":"tool-call","toolCallId":"c{0}","toolName":"f","input":{}}""".With(i)),
            .. Enumerable.Repeat("""{"message":{"role":"user","content":[{"toolResult":{"content":[{"text":"x"}]}}]}}""", 300_000),
        ]));

        Reading reading = await asking.WaitAsync(TimeSpan.FromSeconds(40));

        reading.Contents<FunctionResultContent>().Take(10_000).Select(result => result.CallId)
            .Should().Equal(Enumerable.Range(0, 10_000).Select(i => $"c{i}"), "each answers the oldest call that has no result");
    }
}
