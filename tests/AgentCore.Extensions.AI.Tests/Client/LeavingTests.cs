using System.Diagnostics;
using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Tests.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>Whoever leaves an answer closes its socket within a second: the agent then stops, and nobody pays for what is not read.</summary>
public sealed class LeavingTests
{
    public static TheoryData<string, string> Ways()
    {
        TheoryData<string, string> data = [];
        foreach (string transport in new[] { "iam", "bearer", "direct" })
        {
            foreach (string way in new[] { "break", "dispose", "cancel in mid-stream", "cancel before the answer", "cancel not streamed" })
            {
                data.Add(transport, way);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_socket_is_closed_within_a_second(string transport, string way)
    {
        // A busy machine may take longer once; a client that reads on (for two seconds, by .NET's defaults) always does.
        TimeSpan best = TimeSpan.MaxValue;
        for (int i = 0; i < 4 && best > TimeSpan.FromSeconds(1); i++)
        {
            TimeSpan time = await LeaveAsync(transport, way);
            best = time < best ? time : best;
        }

        best.Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("iam")]
    [InlineData("direct")]
    public async Task The_handler_keeps_nothing_follows_nothing_and_reads_nothing_on(string transport)
    {
        SocketsHttpHandler? seen = null;
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"ok\""));
        using AgentCoreChatClient client = Client(fake, transport, o => o.ConfigureHttpHandler = handler => seen = handler);

        await client.GetResponseAsync("hi");

        seen.Should().BeEquivalentTo(new
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = (DistributedContextPropagator?)null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
        });
        seen!.PooledConnectionIdleTimeout.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
        fake.Requests.Should().ContainSingle().Which.Headers.Should().NotContainKeys("Accept-Encoding", "Cookie");
    }

    [Theory]
    [InlineData("iam")]
    [InlineData("direct")]
    public async Task An_encoded_answer_is_an_error_and_not_gibberish(string transport)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With("Content-Encoding", "gzip").AnswerAsync("\u001f\u008b"));
        using AgentCoreChatClient client = Client(fake, transport);

        (await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<AgentCoreException>()).WithMessage("*gzip*");
    }

    [Fact]
    public async Task A_failing_token_provider_fails_the_call_in_its_own_words_and_nothing_is_sent()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("\"ok\""));
        foreach (string transport in new[] { "bearer", "direct" })
        {
            using AgentCoreChatClient client = Client(fake, transport, o => o.BearerTokenProvider = (_, _) => throw new HttpRequestException("The identity provider is down."));

            await client.Awaiting(c => c.GetResponseAsync("hi")).Should().ThrowAsync<HttpRequestException>().WithMessage("The identity provider is down.");
        }

        fake.Requests.Should().BeEmpty();
    }

    private static async Task<TimeSpan> LeaveAsync(string transport, string way)
    {
        TaskCompletionSource arrived = new();
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            arrived.TrySetResult();
            if (way != "cancel before the answer")
            {
                await call.StreamAsync("text/event-stream", "data: \"first\"\n\n");
            }

            await call.StallAsync();
        });
        using AgentCoreChatClient client = Client(fake, transport);
        using CancellationTokenSource source = new();
        Stopwatch time = new();

        if (way is "cancel before the answer" or "cancel not streamed")
        {
            Task<ChatResponse> call = client.GetResponseAsync("hi", cancellationToken: source.Token);
            await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
            time.Start();
            await source.CancelAsync();
            (await FluentActions.Awaiting(() => call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(source.Token);
        }
        else
        {
            await ReadFirstAsync(client, way == "cancel in mid-stream" ? source : null, time);
        }

        await fake.Requests.Single().ClientLeft.WaitAsync(TimeSpan.FromSeconds(30));
        return time.Elapsed;
    }

    private static async Task ReadFirstAsync(AgentCoreChatClient client, CancellationTokenSource? cancel, Stopwatch time)
    {
        IAsyncEnumerator<ChatResponseUpdate> updates = client.GetStreamingResponseAsync("hi", cancellationToken: cancel?.Token ?? default).GetAsyncEnumerator();
        while (updates.Current?.Text != "first")
        {
            await updates.MoveNextAsync();
        }

        time.Start();
        if (cancel is not null)
        {
            Task<bool> next = updates.MoveNextAsync().AsTask();
            await cancel.CancelAsync();
            (await FluentActions.Awaiting(() => next).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        }

        await updates.DisposeAsync();
    }

    private static AgentCoreChatClient Client(FakeAgentRuntime fake, string transport, Action<AgentCoreChatClientOptions>? configure = null)
    {
        AgentCoreChatClientOptions options = Sample.Options(fake);
        if (transport == "bearer")
        {
            options = new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString(), BearerTokenProvider = (_, _) => new(Planted.BearerToken) };
        }
        else if (transport == "direct")
        {
            options = new() { AgentRuntimeArn = fake.Address.ToString() };
        }

        configure?.Invoke(options);
        return new AgentCoreChatClient(options);
    }
}
