using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class RetryTests
{
    [Fact]
    public async Task A_refused_connection_is_safe_and_tried_again()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        string address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        AgentCoreChatClientOptions options = Sample.Options();
        options.ServiceUrl = address;
        using RoutingTransport transport = Sample.Transport(options);
        int tries = 0;

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport, _ =>
        {
            tries++;
            return Sample.Request();
        })).Should().ThrowAsync<AgentCoreException>()).Which;

        tries.Should().Be(3);
        error.IsSafeToRetry.Should().BeTrue();
        error.StatusCode.Should().BeNull();
        error.Message.Should().StartWith("127.0.0.1:").And.Contain(" could not be reached: Connection refused").And.EndWith("Nothing was sent. Check that the agent runs, and that it listens on this port: containers for AgentCore listen on 8080.");
    }

    [Fact]
    public async Task A_name_that_no_host_has_is_safe_and_tried_again()
    {
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = "https://no-such-host.invalid" });
        int tries = 0;

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport, _ =>
        {
            tries++;
            return Sample.Request();
        })).Should().ThrowAsync<AgentCoreException>()).Which;

        tries.Should().Be(3);
        error.IsSafeToRetry.Should().BeTrue();
        error.Message.Should().StartWith("no-such-host.invalid:443 could not be reached: ").And.Contain("Nothing was sent. Check the region, the address");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_closed_before_an_answer_is_one_request_and_no_more(bool direct)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.DropAsync());
        AgentCoreChatClientOptions options = Sample.Options(fake);
        options.AgentRuntimeArn = direct ? fake.Address.ToString() : Sample.Arn;
        using RoutingTransport transport = Sample.Transport(options);

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>()).Which;

        fake.Requests.Should().ContainSingle();
        error.IsSafeToRetry.Should().BeFalse();
        error.RuntimeSessionId.Should().Be(Sample.Session);
        error.Message.Should().Contain("The agent may have run");
    }

    [Theory]
    [InlineData(429, "ThrottlingException", 2)]
    [InlineData(409, "RetryableConflictException", 2)]
    [InlineData(429, "com.amazonaws#ThrottlingException:http://internal.amazon.com/", 2)]
    [InlineData(409, "ConflictException", 1)]
    [InlineData(424, "RuntimeClientError", 1)]
    [InlineData(403, "RuntimeClientError", 1)]
    [InlineData(403, "AccessDeniedException", 1)]
    [InlineData(400, "ValidationException", 1)]
    [InlineData(401, "UnauthorizedException", 1)]
    [InlineData(402, "ServiceQuotaExceededException", 1)]
    [InlineData(404, "ResourceNotFoundException", 1)]
    [InlineData(500, "InternalServerException", 1)]
    [InlineData(503, "ThrottlingException", 1)]
    [InlineData(429, null, 1)]
    [InlineData(502, null, 1)]
    [InlineData(504, null, 1)]
    public async Task Only_what_the_service_turned_down_for_the_moment_is_sent_again(int status, string? name, int requests)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call =>
            call.Request.Number > 1 ? call.AnswerAsync("ok")
            : name is null ? call.AnswerAsync((HttpStatusCode)status, "<html><title>Proxy says no</title></html>", "text/html")
            : call.FailAsync((HttpStatusCode)status, name, "not now"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        try
        {
            (await Retries.RunAsync(transport)).Should().Be("ok");
        }
        catch (AgentCoreException e)
        {
            e.StatusCode.Should().Be((HttpStatusCode)status);
            e.Message.Should().Contain(name is null ? "Proxy says no" : "not now");
        }

        fake.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task Endless_throttling_ends_after_three_tries()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>()).Which;

        fake.Requests.Should().HaveCount(3);
        error.Should().BeEquivalentTo(new { ErrorCode = "ThrottlingException", StatusCode = HttpStatusCode.TooManyRequests, IsSafeToRetry = true, RequestId = "request-3" });
    }

    [Fact]
    public async Task A_wish_to_wait_is_granted_where_it_is_short_and_told_where_it_is_long()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.Request.Number switch
        {
            1 => call.With("x-amz-retry-after", "300").FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down"),
            2 => call.AnswerAsync("ok"),
            _ => call.With("Retry-After", "120").FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down"),
        });
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        Stopwatch time = Stopwatch.StartNew();

        await Retries.RunAsync(transport);
        time.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(290));
        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>()).Which;

        fake.Requests.Should().HaveCount(3);
        error.RetryAfter.Should().Be(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_date_to_wait_for_is_told_as_the_time_until_then()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call =>
            call.With("Retry-After", DateTimeOffset.UtcNow.AddMinutes(2).ToString("R")).FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        (await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>()).Which
            .RetryAfter.Should().BeCloseTo(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));

        fake.Requests.Should().ContainSingle();
    }

    [Fact]
    public void The_SDK_sends_nothing_again_and_ends_nothing_by_itself() =>
        RuntimeServiceConfig.Create(new() { AgentRuntimeArn = Sample.Arn }, awsOptions: null).Should().BeEquivalentTo(
            new { MaxErrorRetry = 0, MaxStaleConnectionRetries = (int?)0, Timeout = (TimeSpan?)Timeout.InfiniteTimeSpan });

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task A_startup_time_out_is_sent_again_once_and_only_where_asked_for(bool optIn, int requests)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call =>
            call.FailAsync((HttpStatusCode)424, "RuntimeClientError", "Runtime initialization time exceeded. Please make sure that initialization completes in 30s."));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        AgentCoreRetryOptions options = Retries.Options;
        options.RetryStartupTimeout = optIn;

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport, options: options)).Should().ThrowAsync<AgentCoreException>()).Which;

        fake.Requests.Should().HaveCount(requests);
        error.IsSafeToRetry.Should().BeFalse();
        error.Message.Should().Contain("did not start in time").And.Contain("/aws/bedrock-agentcore/runtimes/my_agent-AbCdEf1234-DEFAULT");
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_by_the_service_s_and_the_call_sent_again_once()
    {
        FakeSigner signer = FakeSigner.Example;
        signer.ClockSkew = TimeSpan.FromHours(2);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(signer, call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        (await Retries.RunAsync(transport)).Should().Be("ok");

        fake.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_wrong_signature_under_a_right_clock_is_not_sent_again()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(new FakeSigner("AKIDEXAMPLE", "another"), call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>();

        fake.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Expired_credentials_are_refreshed_once()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.Request.Header("Authorization")!.Contains("Credential=key-2/")
            ? call.AnswerAsync("ok")
            : call.FailAsync(HttpStatusCode.Forbidden, "ExpiredTokenException", "The security token included in the request is expired"));
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString(), AWSCredentials = new CountingCredentials() };
        using RoutingTransport transport = Sample.Transport(options);

        (await Retries.RunAsync(transport)).Should().Be("ok");
        fake.Requests.Should().HaveCount(2);

        using RoutingTransport withFixedKeys = Sample.Transport(Sample.Options(fake));
        await FluentActions.Awaiting(() => Retries.RunAsync(withFixedKeys)).Should().ThrowAsync<AgentCoreException>();
        fake.Requests.Should().HaveCount(3, "keys that can't be refreshed would be refused again");
    }

    [Fact]
    public async Task A_rejection_that_breaks_off_is_a_lost_connection_and_not_safe()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.With("x-amzn-ErrorType", "ThrottlingException").Begin(HttpStatusCode.TooManyRequests, "application/json");
            call.Context.Response.ContentLength = 1000;
            await call.WriteAsync("{\"message\":");
            await call.DropAsync();
        });
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport)).Should().ThrowAsync<AgentCoreException>()).Which;

        fake.Requests.Should().ContainSingle();
        error.IsSafeToRetry.Should().BeFalse();
    }

    private sealed class CountingCredentials : RefreshingAWSCredentials
    {
        private int _count;

        protected override CredentialsRefreshState GenerateNewCredentials() =>
            new(new ImmutableCredentials($"key-{++_count}", "secret", "token"), DateTime.UtcNow.AddHours(1));

        protected override Task<CredentialsRefreshState> GenerateNewCredentialsAsync() => Task.FromResult(GenerateNewCredentials());
    }
}
