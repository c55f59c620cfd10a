using System.Text;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>An event is read the same after one that looks like it, for which parsing may be skipped, as after one that does not.</summary>
public sealed class RepeatedShapeTests
{
    private const int Variations = 1_000;

    // Each is told apart from a text by less than a parser would like.
    private static readonly string[] s_pieces =
        ["\"", "\\", "\\\"", "\\\\", "\\n", "\\u0041", "\\ud83d", "\\ude00", "\",\"", "\":\"", "}", "{", "\"}", "\"}}", "\u007f", "\0", "\t", "é", "😀", " ", "", "data", "1"];

    [Theory]
    [InlineData("""{"chunk":"|"}""")]
    [InlineData("""{"chunk": "|" }""")]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"|"}}}""")]
    [InlineData("""{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"|"}}}""")]
    [InlineData("""{"event": {"contentBlockDelta": {"delta": {"text": "|"}, "contentBlockIndex": 0}}}""")]
    public async Task What_came_before_does_not_change_what_an_event_says(string shape)
    {
        using PropertyAgent agent = new("text/event-stream");
        byte[] alike = Encoding.UTF8.GetBytes($"data: {shape.Replace("|", "a", StringComparison.Ordinal)}\n\n");
        byte[] unlike = Encoding.UTF8.GetBytes("data: \"a\"\n\n");

        await PropertyAgent.CheckAsync(shape, Enumerable.Range(1, Variations).Select(seed => ($"seed {seed}", (Func<Task>)(async () =>
        {
            byte[] next = Event(shape, new Random(seed));
            string expected = (await agent.ReadAsync([.. unlike, .. next])).Everything;

            (await agent.ReadAsync([.. alike, .. next])).Everything.Should().Be(expected);
        }))));
    }

    private static byte[] Event(string shape, Random random)
    {
        string text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
        byte[] data = Encoding.UTF8.GetBytes(shape.Replace("|", text, StringComparison.Ordinal));
        if (random.Next(3) == 0)
        {
            data[random.Next(data.Length)] ^= (byte)(1 << random.Next(8));
        }

        return [.. "data: "u8, .. data, .. "\n\n"u8];
    }
}
