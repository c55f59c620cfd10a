using AgentCore.Extensions.AI.Tests.Client;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Who wonders where an answer went finds in the log which events nobody knew, but nothing of what they say.</summary>
public sealed class UnknownEventLogTests
{
    // Recordings with events of no framework's: those stay unknown on purpose.
    private static readonly string[] s_unknown =
    [
        "key-stream-type-token", "key-stream-unknown-only", "langgraph-py-updates-other", "odd-wrong-types", "py-numbers", "py-strands-callback-keys", "py-strands-tool-stream",
        "sse-anthropic-event-names", "sse-event-names", "ts-objects-type-content", "ts-objects-type-text", "vercel-hand-data-parts",
    ];

    public static TheoryData<string> Answers => PropertyAgent.AnswerNames;

    [Fact]
    public async Task An_event_that_nobody_knows_is_logged_by_its_keys_alone()
    {
        IReadOnlyList<(LogLevel Level, string Message)> log = await AskAsync("""{"chunk":"Hello"}""", """{"mood":"SECRET","SECRETS":{"inner":"SECRET"}}""", """["SECRET"]""");

        log.Should().Contain((LogLevel.Debug, "An event of the answer is of no known dialect. Its keys: mood, SECRETS"))
            .And.Contain((LogLevel.Debug, "An event of the answer is of no known dialect. Its keys: Array"));
        log.Where(entry => entry.Level > LogLevel.Trace).Should().NotContain(entry => entry.Message.Contains("SECRET\"") || entry.Message.Contains("inner"));
    }

    [Fact]
    public async Task Of_an_event_with_many_keys_the_first_twenty_are_logged()
    {
        IReadOnlyList<(LogLevel Level, string Message)> log = await AskAsync($$"""{{{string.Join(',', Enumerable.Range(1, 1_000).Select(i => $"\"k{i}\":1"))}}}""");

        log.Should().ContainSingle(entry => entry.Message.EndsWith(", k19, k20"));
    }

    [Fact]
    public async Task What_is_known_is_not_logged()
    {
        IReadOnlyList<(LogLevel Level, string Message)> log = await AskAsync("""{"chunk":"Hello"}""", """{"message":"Hello","done":true}""");

        log.Should().NotContain(entry => entry.Message.Contains("no known dialect"));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_a_framework_sends_is_known_to_the_last_event(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using RecordingLogger logger = new();
        using AgentCoreChatClient client = new(
            new ScriptedTransport(_ => new AgentRuntimeResponse(new MemoryStream(fixture.Body)) { ContentType = fixture.ContentType, ContentEncoding = fixture.Header("Content-Encoding") }),
            new AgentCoreChatClientOptions { AgentRuntimeArn = Calls.Arn },
            logger);

        await Answer.OfAsync(client, streamed: false);

        logger.Entries.Any(entry => entry.Message.Contains("no known dialect")).Should().Be(s_unknown.Contains(name));
    }

    private static async Task<IReadOnlyList<(LogLevel Level, string Message)>> AskAsync(params string[] events)
    {
        using RecordingLogger logger = new();
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Calls.Arn };
        using AgentCoreChatClient client = new(new ScriptedTransport(_ => ScriptedTransport.Sse(events)), options, logger);
        await client.GetResponseAsync("hi");
        return logger.Entries;
    }
}
