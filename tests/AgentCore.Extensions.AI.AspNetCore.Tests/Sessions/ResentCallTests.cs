using System.Net;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Sessions;

/// <summary>An SDK that resends a call by itself must not run the agent twice.</summary>
public sealed class ResentCallTests
{
    private const string RetryCount = "x-stainless-retry-count";

    [Fact]
    public async Task A_resent_call_that_has_reached_the_agent_is_409_for_a_quarter_of_an_hour()
    {
        ManualClock clock = new();
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, services: services => services.AddSingleton<TimeProvider>(clock));
        await gateway.PostAsync(Body("Hi"), (RetryCount, "0"));

        Answer resent = await gateway.PostAsync(Body("Hi"), (RetryCount, "1"));

        resent.ShouldBeError(409, "invalid_request_error", "call_already_sent", null);
        resent.Header("x-should-retry").Should().Be("false");
        client.Calls.Should().ContainSingle();
        clock.Now += TimeSpan.FromMinutes(14);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "2"))).Status.Should().Be(HttpStatusCode.Conflict);
        clock.Now += TimeSpan.FromMinutes(2);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "2"))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_body_another_tenant_and_an_unmarked_call_go_through()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);
        await gateway.PostAsync(Body("Hi"));

        (await gateway.PostAsync(Body("Ho"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "1"), ("x-test-tenant", "b"))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "0"))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi"))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.Conflict);
        client.Calls.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_call_that_did_not_reach_the_agent_may_be_resent()
    {
        int calls = 0;
        ScriptedChatClient client = new(_ => ++calls == 1
            ? ScriptedChatClient.Failing(new AgentCoreException("throttled") { StatusCode = HttpStatusCode.TooManyRequests, IsSafeToRetry = true })
            : ScriptedChatClient.Texts(["ok"]));
        await using Gateway gateway = await Gateway.StartAsync(client);

        (await gateway.PostAsync(Body("Hi"), (RetryCount, "0"))).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "2"))).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task One_of_two_equal_calls_that_reached_the_agent_is_enough()
    {
        TaskCompletionSource fail = new();
        TaskCompletionSource begun = new();
        int calls = 0;
        ScriptedChatClient client = new(_ => Interlocked.Increment(ref calls) == 1 ? FailSafely(begun, fail.Task) : ScriptedChatClient.Texts(["ok"]));
        await using Gateway gateway = await Gateway.StartAsync(client);

        Task<Answer> throttled = gateway.PostAsync(Body("Hi"), (RetryCount, "0"));
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        (await gateway.PostAsync(Body("Hi"))).Status.Should().Be(HttpStatusCode.OK);
        fail.SetResult();

        (await throttled).Status.Should().Be(HttpStatusCode.TooManyRequests);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_call_that_may_have_run_is_not_run_again()
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Failing(new AgentCoreException("reset")));
        await using Gateway gateway = await Gateway.StartAsync(client);

        (await gateway.PostAsync(Body("Hi"), (RetryCount, "0"))).Status.Should().Be(HttpStatusCode.BadGateway);
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task It_can_be_turned_off()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, options => options.RefuseResentCalls = false);

        await gateway.PostAsync(Body("Hi"), (RetryCount, "0"));
        (await gateway.PostAsync(Body("Hi"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_memory_is_bounded_and_forgets_the_oldest()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, options => options.MaxRememberedCalls = 3);

        foreach (string text in new[] { "1", "2", "3", "4" })
        {
            await gateway.PostAsync(Body(text));
        }

        (await gateway.PostAsync(Body("2"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.Conflict);
        (await gateway.PostAsync(Body("1"), (RetryCount, "1"))).Status.Should().Be(HttpStatusCode.OK);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> FailSafely(TaskCompletionSource begun, Task until)
    {
        begun.SetResult();
        await until;
        if (until.IsCompleted)
        {
            throw new AgentCoreException("throttled") { StatusCode = HttpStatusCode.TooManyRequests, IsSafeToRetry = true };
        }

        yield break;
    }

    private static string Body(string text) => $$"""{"model":"agent","messages":[{"role":"user","content":"{{text}}"}]}""";

    private sealed class ManualClock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
