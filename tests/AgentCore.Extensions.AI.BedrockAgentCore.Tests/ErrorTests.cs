using System.Net;
using System.Net.Sockets;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Amazon.BedrockAgentCore;
using Amazon.Runtime;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.BedrockAgentCore.Tests;

/// <summary>Calls that fail: the caller sees what the library's own transport shows, and the agent never runs twice.</summary>
public sealed class ErrorTests
{
    [Theory]
    [InlineData(429, "ThrottlingException", true, 3)]
    [InlineData(409, "RetryableConflictException", true, 3)]
    [InlineData(403, "AccessDeniedException", true, 1)]
    [InlineData(400, "ValidationException", true, 1)]
    [InlineData(404, "ResourceNotFoundException", true, 1)]
    [InlineData(402, "ServiceQuotaExceededException", true, 1)]
    [InlineData(424, "RuntimeClientError", false, 1)]
    [InlineData(500, "InternalServerException", false, 1)]
    [InlineData(503, "ThrottlingException", false, 1)]
    public async Task An_error_of_the_service_keeps_its_name_and_is_sent_again_only_where_nothing_ran(int status, string name, bool safe, int requests)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call
            .With("x-amzn-RequestId", $"request-{call.Request.Number}").FailAsync((HttpStatusCode)status, name, "not now"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        AgentCoreException error = await client.Agent().FailAsync();

        fake.Requests.Should().HaveCount(requests);
        error.Should().BeEquivalentTo(new
        {
            ErrorCode = name,
            StatusCode = (HttpStatusCode)status,
            IsSafeToRetry = safe,
            RuntimeSessionId = Sample.Session,
            RequestId = $"request-{requests}",
        });
        error.Message.Should().StartWith($"{status} {name}: not now.");
        error.InnerException.Should().BeOfType<AmazonBedrockAgentCoreException>();
    }

    [Fact]
    public async Task Advice_names_runtime_qualifier_and_permission()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.Request.Number == 1
            ? call.FailAsync(HttpStatusCode.NotFound, "ResourceNotFoundException", "no such runtime")
            : call.FailAsync(HttpStatusCode.Forbidden, "AccessDeniedException", "not allowed"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        (await client.Agent().FailAsync()).Message.Should().Contain($"Check the runtime ({Sample.Arn}), its qualifier (DEFAULT) and the region (us-west-2)");
        (await client.Agent().FailAsync()).Message.Should().Contain("bedrock-agentcore:InvokeAgentRuntime on this runtime");
    }

    [Fact]
    public async Task A_wish_to_wait_is_told()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call
            .With("Retry-After", "120").FailAsync(HttpStatusCode.TooManyRequests, "ThrottlingException", "slow down"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        AgentCoreException error = await client.Agent().FailAsync();

        error.RetryAfter.Should().Be(TimeSpan.FromMinutes(2));
        fake.Requests.Should().ContainSingle("it is longer than MaxDelay");
    }

    [Theory]
    [InlineData(429, "{\"message\":\"too many\",\"__type\":\"ThrottlingException\"}", "application/json")]
    [InlineData(502, "<html><title>Proxy says no</title></html>", "text/html")]
    [InlineData(403, "<html><title>Proxy says no</title></html>", "text/html")]
    [InlineData(503, "", null)]
    public async Task What_the_service_did_not_sign_with_its_header_may_have_run(int status, string body, string? contentType)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync((HttpStatusCode)status, body, contentType));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        AgentCoreException error = await client.Agent().FailAsync();

        fake.Requests.Should().ContainSingle();
        error.IsSafeToRetry.Should().BeFalse();
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.Message.Should().Contain("may have run");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refused_connection_is_safe(bool forAgents)
    {
        using AmazonBedrockAgentCoreClient client = Sample.Client(FindClosedAddress(), config => forAgents ? config.ForAgentRuntimes() : Careful(config));

        AgentCoreException error = await client.Agent().FailAsync();

        error.IsSafeToRetry.Should().BeTrue();
        error.StatusCode.Should().BeNull();
        error.RuntimeSessionId.Should().Be(Sample.Session);
        error.Message.Should().StartWith("127.0.0.1:").And.Contain("could not be reached").And.Contain("Nothing was sent");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_lost_before_an_answer_is_one_request_and_no_more(bool forAgents)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.DropAsync());
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake, config => forAgents ? config.ForAgentRuntimes() : Careful(config));

        AgentCoreException error = await client.Agent().FailAsync();

        fake.Requests.Should().ContainSingle();
        error.IsSafeToRetry.Should().BeFalse();
        error.RuntimeSessionId.Should().Be(Sample.Session);
        error.Message.Should().Contain("The agent may have run");
    }

    [Fact]
    public async Task A_connection_lost_in_mid_answer_is_an_error_after_what_came()
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"Hello\"\n\n");
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await call.DropAsync();
        });
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        AgentCoreException error = (await FluentActions.Awaiting(async () =>
        {
            await foreach (ChatResponseUpdate update in client.Agent().GetStreamingResponseAsync("hi", Sample.InSession))
            {
                if (update.Text == "Hello")
                {
                    seen.TrySetResult();
                }
            }
        }).Should().ThrowAsync<AgentCoreException>()).Which;

        error.Message.Should().Contain("lost in mid-answer");
        error.RequestId.Should().Be("request-1");
        seen.Task.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task The_client_s_own_time_limit_says_how_to_lift_it()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.StallAsync());
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake, config =>
        {
            config.Timeout = TimeSpan.FromSeconds(3);
            return Careful(config);
        });

        AgentCoreException error = await client.Agent().FailAsync();

        fake.Requests.Should().ContainSingle();
        error.IsSafeToRetry.Should().BeFalse();
        error.InnerException.Should().BeOfType<TimeoutException>();
        error.Message.Should().Contain("time limit of AWS's client").And.Contain("ForAgentRuntimes()");
    }

    [Fact]
    public async Task The_library_s_time_limit_works_through_the_client()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.StallAsync());
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        AgentCoreException error = await client.Agent(options => options.FirstByteTimeout = TimeSpan.FromSeconds(3)).FailAsync();

        error.InnerException.Should().BeOfType<TimeoutException>();
        error.Message.Should().Contain("FirstByteTimeout");
        await fake.Requests.Single().ClientLeft.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancelling_ends_the_call_with_the_caller_s_token()
    {
        using CancellationTokenSource source = new();
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            await source.CancelAsync();
            await call.StallAsync();
        });
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        OperationCanceledException cancelled = (await FluentActions.Awaiting(() => client.Agent().GetResponseAsync("hi", Sample.InSession, source.Token))
            .Should().ThrowAsync<OperationCanceledException>()).Which;

        cancelled.CancellationToken.Should().Be(source.Token);
        await fake.Requests.Single().ClientLeft.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_client_without_credentials_sent_nothing()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        using AmazonBedrockAgentCoreClient client = new(
            new NoCredentials(), new AmazonBedrockAgentCoreConfig { ServiceURL = fake.Address.ToString(), AuthenticationRegion = "us-west-2" }.ForAgentRuntimes());

        AgentCoreException error = await client.Agent().FailAsync();

        fake.Requests.Should().BeEmpty();
        error.IsSafeToRetry.Should().BeTrue();
        error.Message.Should().Contain("the profile is empty");
    }

    [Fact]
    public async Task A_failed_stop_names_its_permission()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.FailAsync(HttpStatusCode.Forbidden, "AccessDeniedException", "not allowed"));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        AgentCoreException error = (await FluentActions.Awaiting(() => client.Agent().GetService<AgentCoreChatClient>()!.StopSessionAsync(Sample.Session))
            .Should().ThrowAsync<AgentCoreException>()).Which;

        error.Message.Should().Contain("bedrock-agentcore:StopRuntimeSession");
    }

    /// <summary>AWS's client with its own connection and nothing but the retries switched off.</summary>
    private static AmazonBedrockAgentCoreConfig Careful(AmazonBedrockAgentCoreConfig config)
    {
        config.MaxErrorRetry = 0;
        config.MaxStaleConnectionRetries = 0;
        return config;
    }

    private static Uri FindClosedAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    private sealed class NoCredentials : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials() => throw new AmazonClientException("Nothing found: the profile is empty.");
    }
}
