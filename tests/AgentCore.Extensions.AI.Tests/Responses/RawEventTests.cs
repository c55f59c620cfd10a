using System.Text;
using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>With IncludeRawEvents a caller has the bytes of what he reads, for what our dialects leave out.</summary>
public sealed class RawEventTests
{
    public static TheoryData<string> Answers => PropertyAgent.AnswerNames;

    [Theory]
    [InlineData("text/event-stream", "event: a\ndata: {\"chunk\": \"Hel\"}\n\n: nothing\n\ndata: lo\ndata: you\n\n", "{\"chunk\": \"Hel\"}", "lo\nyou")]
    [InlineData("application/x-ndjson", "{\"chunk\": \"Hel\"}\n\"lo\"\n", "{\"chunk\": \"Hel\"}", "\"lo\"")]
    [InlineData("application/json", "\ufeff{\"result\": \"Hello\", \"id\": 1}", "{\"result\": \"Hello\", \"id\": 1}")]
    [InlineData("text/event-stream", "data: {\"type\": \"final\", \"result\": \"Hello\"}\n\ndata: {\"foo\": 1}\n\n", "{\"type\": \"final\", \"result\": \"Hello\"}")]
    [InlineData("text/plain", " Hello ", " Hello ")]
    public async Task Every_content_has_the_bytes_of_its_event(string contentType, string body, params string[] events)
    {
        Reading reading = await Ask.BodyAsync(contentType, body, o => o.IncludeRawEvents = true);

        reading.Updates.Where(update => update.Contents.Count > 0).Select(update => Encoding.UTF8.GetString(((ReadOnlyMemory<byte>)update.RawRepresentation!).Span))
            .Should().Equal(events);
        reading.Updates[0].RawRepresentation.Should().BeNull("the update that tells the session comes from no event");
        reading.Updates[^1].RawRepresentation.Should().BeNull("nor does the one that ends the answer");
    }

    [Fact]
    public async Task They_are_off_by_default() =>
        (await Ask.EventsAsync("\"Hello\"")).Updates.Should().OnlyContain(update => update.RawRepresentation == null);

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task They_change_nothing_else(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using PropertyAgent without = new(fixture);
        using PropertyAgent with = new(fixture.ContentType, fixture.Header("Content-Encoding"), o => o.IncludeRawEvents = true);

        (await with.ReadAsync(fixture.Body)).Everything.Should().Be((await without.ReadAsync(fixture.Body)).Everything);
    }
}
