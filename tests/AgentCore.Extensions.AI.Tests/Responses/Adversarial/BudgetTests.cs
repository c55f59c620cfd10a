using System.Text;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Adversarial;

/// <summary>What all unfinished answers of a client keep in memory has one bound, and is free again whatever became of them.</summary>
public sealed class BudgetTests
{
    private const int Mebi = 1024 * 1024;
    private const string Event = "data: \"";

    private static readonly byte[] s_large = Encoding.UTF8.GetBytes(new string('a', 700_000));

    [Fact]
    public async Task Answers_that_are_read_at_once_share_one_budget()
    {
        HeldBody first = new([.. Encoding.UTF8.GetBytes(Event), .. s_large], [.. "\"\n\n"u8]);
        Queue<Stream> bodies = new([first, Large(), Large()]);
        using AgentCoreChatClient client = Client(() => bodies.Dequeue());
        Task<ChatResponse> reading = client.GetResponseAsync("hi");
        await first.Held;

        AgentCoreException error = (await client.Invoking(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).Which;
        first.Release();

        error.Message.Should().Be(
            "The answer goes beyond a bound: all answers that are being read keep too much in memory together. Limits.MaxBufferedBytes is 1048576; raise it where such answers are expected.");
        (await reading).Text.Should().HaveLength(s_large.Length, "it came first");
        (await client.GetResponseAsync("hi")).Text.Should().HaveLength(s_large.Length, "the others are over");
    }

    [Fact]
    public async Task Answers_that_were_refused_for_it_keep_nothing()
    {
        HeldBody first = new([.. Encoding.UTF8.GetBytes(Event), .. s_large], [.. "\"\n\n"u8]);
        Queue<Stream> bodies = new([first, .. Enumerable.Range(0, 200).Select(_ => Large()), Large()]);
        using AgentCoreChatClient client = Client(() => bodies.Dequeue());
        Task<ChatResponse> reading = client.GetResponseAsync("hi");
        await first.Held;
        for (int i = 0; i < 200; i++)
        {
            await client.Invoking(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>();
        }

        first.Release();
        await reading;

        (await client.GetResponseAsync("hi")).Text.Should().HaveLength(s_large.Length);
    }

    [Fact]
    public async Task An_event_that_is_over_is_not_counted_while_its_answer_goes_on()
    {
        HeldBody first = new([.. Encoding.UTF8.GetBytes(Event), .. s_large, .. "\"\n\n"u8], [.. "data: \"!\"\n\n"u8]);
        Queue<Stream> bodies = new([first, Large()]);
        using AgentCoreChatClient client = Client(() => bodies.Dequeue());
        Task<ChatResponse> reading = client.GetResponseAsync("hi");
        await first.Held;

        (await client.GetResponseAsync("hi")).Text.Should().HaveLength(s_large.Length);

        first.Release();
        (await reading).Text.Should().HaveLength(s_large.Length + 1);
    }

    [Theory]
    [InlineData("text/plain", "", false)]
    [InlineData("text/plain", "", true)]
    [InlineData("text/event-stream", Event, false)]
    [InlineData("text/event-stream", Event, true)]
    [InlineData("application/x-ndjson", "\"", true)]
    public async Task An_answer_that_is_over_keeps_nothing(string contentType, string start, bool breaksOff)
    {
        using PropertyAgent agent = new(contentType, configure: o => o.Limits.MaxBufferedBytes = Mebi);
        byte[] body = [.. Encoding.UTF8.GetBytes(start), .. s_large];
        string first = (await agent.ReadAsync(new ScriptedBody(body, () => 10_000, breaksOff))).Everything;

        for (int i = 0; i < 20; i++)
        {
            (await agent.ReadAsync(new ScriptedBody(body, () => 10_000, breaksOff))).Everything.Should().Be(first).And.NotContain("Limits");
        }
    }

    [Fact]
    public async Task Events_and_arguments_that_are_over_are_not_counted()
    {
        string piece = new('1', 100_000);

        Reading reading = await Ask.EventsAsync(
            Enumerable.Range(0, 20).SelectMany(i => new[]
            {
                """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c{0}","name":"f"}}}}""".With(i),
                """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{0}"}}}}""".With(piece),
                """{"contentBlockDelta":{"delta":{"toolUse":{"input":"{0}"}}}}""".With(piece),
                """{"contentBlockStop":{}}""",
            }),
            o => o.Limits.MaxBufferedBytes = Mebi);

        reading.Error?.Message.Should().BeNull();
        reading.Contents<FunctionCallContent>().Should().HaveCount(20);
    }

    [Fact]
    public async Task Arguments_that_are_still_coming_are_counted()
    {
        Reading reading = await Ask.EventsAsync(
            [
                """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
                .. Enumerable.Repeat("""{"contentBlockDelta":{"delta":{"toolUse":{"input":"{0}"}}}}""".With(new string('1', 100_000)), 20),
            ],
            o => o.Limits.MaxBufferedBytes = Mebi);

        reading.ShouldNameTheBound("all answers that are being read keep too much in memory together", "MaxBufferedBytes", Mebi);
    }

    private static ScriptedBody Large() => ScriptedBody.Whole((byte[])[.. Encoding.UTF8.GetBytes(Event), .. s_large, .. "\"\n\n"u8]);

    private static AgentCoreChatClient Client(Func<Stream> next)
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Tests.Client.Calls.Arn };
        options.Limits.MaxBufferedBytes = Mebi;
        return new AgentCoreChatClient(new ScriptedTransport(_ => new AgentRuntimeResponse(next()) { ContentType = "text/event-stream" }), options);
    }

    /// <summary>A body that waits before its end until it is released.</summary>
    private sealed class HeldBody(byte[] start, byte[] end) : ReadOnlyStream
    {
        private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ReadOnlyMemory<byte> _rest = start;
        private bool _isReleased;

        public Task Held => _held.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public void Release() => _release.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_rest.IsEmpty && !_isReleased)
            {
                _held.SetResult();
                await _release.Task;
                _isReleased = true;
                _rest = end;
            }

            int length = Math.Min(buffer.Length, _rest.Length);
            _rest[..length].CopyTo(buffer);
            _rest = _rest[length..];
            return length;
        }
    }
}
