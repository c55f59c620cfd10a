using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>Whatever an agent sends: a caller gets content or an <see cref="AgentCoreException"/>, and content that the rest of a pipeline can handle.</summary>
public sealed class MutationTests
{
    private const int MutationsPerFixture = 100;
    private const int RandomBodiesPerLabel = 1_000;

    // Pieces that lead random bytes into the readers instead of away from them.
    private static readonly string[] s_pieces =
    [
        "data:", "data: ", "\n", "\n\n", "\r", "\r\n", "event:", "event: error\n", ": ", "id:", "retry: 5\n", "{", "}", "[", "]", "\"", ",", ":", "\\", "\\u", "\\ud83d", "null", "1e400", "[DONE]",
        "\ufeff", "{'data': '", "\"text\":", "\"content\":", "\"role\":\"assistant\"", "\"type\":", "\"error\":", "\"event\":", "\"choices\":", "\"delta\":", "\"usage\":", "\"messages\":", "é", "😀",
    ];

    public static TheoryData<string> Answers => PropertyAgent.AnswerNames;

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_malformed_answer_gives_content_or_an_error_of_ours(string name)
    {
        Fixture fixture = Fixture.Named(name);
        using PropertyAgent agent = new(fixture);
        int first = name.Aggregate(0, (seed, letter) => (seed * 31 + letter) & 0xFFFFFF);

        await PropertyAgent.CheckAsync(name, Enumerable.Range(first, MutationsPerFixture).Select(seed => ($"mutation of seed {seed}", (Func<Task>)(() =>
            CheckAsync(agent, Mutation.Of(fixture.Body, seed), seed)))));
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/json")]
    [InlineData("application/x-ndjson")]
    [InlineData("text/plain")]
    [InlineData("image/png")]
    [InlineData("not a media type")]
    [InlineData("a/b/c; x")]
    [InlineData("é/ü")]
    [InlineData(";")]
    [InlineData(null)]
    public async Task Random_bytes_give_content_or_an_error_of_ours(string? contentType)
    {
        using PropertyAgent agent = new(contentType);

        await PropertyAgent.CheckAsync($"of random bytes as {contentType}", Enumerable.Range(1, RandomBodiesPerLabel).Select(seed => ($"seed {seed}", (Func<Task>)(() =>
            CheckAsync(agent, RandomBody(seed), seed)))));
    }

    private static async Task CheckAsync(PropertyAgent agent, byte[] body, int seed)
    {
        Random random = new(seed);
        Reading reading = await agent.ReadAsync(new ScriptedBody(body, () => random.Next(1, 300), breaksOff: seed % 5 == 0));

        // A cache keeps an answer as JSON, and telemetry writes it so.
        ChatResponse response = reading.Updates.ToChatResponse();
        string json = JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
        JsonSerializer.Deserialize<ChatResponse>(json, AIJsonUtilities.DefaultOptions)!.Text.Should().Be(response.Text);
    }

    private static byte[] RandomBody(int seed)
    {
        Random random = new(seed);
        List<byte> body = [];
        for (int pieces = random.Next(60); pieces > 0; pieces--)
        {
            if (random.Next(3) == 0)
            {
                byte[] bytes = new byte[random.Next(1, 12)];
                random.NextBytes(bytes);
                body.AddRange(bytes);
            }
            else
            {
                body.AddRange(Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
            }
        }

        return [.. body];
    }
}
