using AgentCore.Extensions.AI.Tests;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Amazon.BedrockAgentCore;
using Amazon.BedrockAgentCore.Model;
using Amazon.Runtime;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.BedrockAgentCore.Tests;

/// <summary>Clients and options that would do harm are refused before the first call.</summary>
public sealed class HazardTests
{
    [Fact]
    public async Task What_is_refused_would_really_have_run_the_agent_several_times()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.DropAsync());
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake, config => config);

        await FluentActions.Awaiting(() => client.InvokeAgentRuntimeAsync(new InvokeAgentRuntimeRequest { AgentRuntimeArn = Sample.Arn, ContentType = "application/json" }))
            .Should().ThrowAsync<Exception>();

        fake.Requests.Count.Should().BeGreaterThan(1);
        FluentActions.Invoking(() => client.AsIChatClient(Sample.Arn)).Should().Throw<ArgumentException>().WithParameterName("client")
            .WithMessage("*up to 13 times*MaxErrorRetry is 2, MaxStaleConnectionRetries is 10*ForAgentRuntimes()*");
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void A_client_that_sends_again_once_is_refused_too(int errorRetries, int staleRetries)
    {
        AmazonBedrockAgentCoreConfig config = new AmazonBedrockAgentCoreConfig().ForAgentRuntimes();
        config.MaxErrorRetry = errorRetries;
        config.MaxStaleConnectionRetries = staleRetries;
        using ScriptedClient client = new(_ => new InvokeAgentRuntimeResponse()) { Config = config };

        FluentActions.Invoking(() => client.AsIChatClient(Sample.Arn)).Should().Throw<ArgumentException>().WithMessage("*up to 2 times*");
    }

    [Theory]
    [InlineData(null, "within 100 s")]
    [InlineData(300, "within 300 s")]
    [InlineData(-1, null)]
    public void A_time_limit_that_ends_answers_is_warned_of(int? seconds, string? warning)
    {
        AmazonBedrockAgentCoreConfig config = new() { MaxErrorRetry = 0, MaxStaleConnectionRetries = 0 };
        if (seconds is { } value)
        {
            config.Timeout = value < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(value);
        }

        using ScriptedClient client = new(_ => new InvokeAgentRuntimeResponse()) { Config = config };
        RecordingLogger logger = new();
        using LoggerFactory factory = new([logger]);

        client.AsIChatClient(Sample.Arn, loggerFactory: factory);

        if (warning is null)
        {
            logger.Entries.Should().BeEmpty();
        }
        else
        {
            (LogLevel level, string message) = logger.Entries.Should().ContainSingle().Which;
            level.Should().Be(LogLevel.Warning);
            message.Should().Contain(warning).And.Contain("ForAgentRuntimes()");
        }
    }

    [Fact]
    public void A_configuration_for_agents_passes_without_a_word()
    {
        RecordingLogger logger = new();
        using LoggerFactory factory = new([logger]);
        using AmazonBedrockAgentCoreClient client = Sample.RegionalClient();

        client.AsIChatClient(Sample.Arn, loggerFactory: factory);

        logger.Entries.Should().BeEmpty();
        client.Config.Should().BeEquivalentTo(new { MaxErrorRetry = 0, MaxStaleConnectionRetries = 0, Timeout = Timeout.InfiniteTimeSpan, AllowAutoRedirect = false });
    }

    [Fact]
    public async Task The_hook_sees_the_handler_of_the_connection()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok", "text/plain"));
        SocketsHttpHandler? seen = null;
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake, config =>
        {
            config.ConnectTimeout = TimeSpan.FromSeconds(7);
            return config.ForAgentRuntimes(handler => seen = handler);
        });

        await client.Agent().GetResponseAsync("hi", Sample.InSession);

        seen!.ConnectTimeout.Should().Be(TimeSpan.FromSeconds(7));
        seen.AllowAutoRedirect.Should().BeFalse();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call
            .With("Location", "/elsewhere").AnswerAsync(System.Net.HttpStatusCode.TemporaryRedirect, ""));
        using AmazonBedrockAgentCoreClient client = Sample.Client(fake);

        (await client.Agent().FailAsync()).Message.Should().Contain("is a redirect").And.Contain("not followed");

        fake.Requests.Should().ContainSingle();
    }

    [Fact]
    public void A_client_of_another_region_is_refused()
    {
        using AmazonBedrockAgentCoreClient client = Sample.RegionalClient("eu-west-1");

        FluentActions.Invoking(() => client.AsIChatClient(Sample.Arn)).Should().Throw<ArgumentException>()
            .WithMessage("The runtime is in us-west-2, but the client that was given calls eu-west-1.*GetBySystemName(\"us-west-2\")*");
    }

    [Fact]
    public async Task A_call_s_own_runtime_of_another_region_is_refused_before_it_is_sent()
    {
        using ScriptedClient client = new(_ => new InvokeAgentRuntimeResponse()) { Config = Sample.RegionalClient("us-west-2").Config };
        ChatOptions options = new() { AdditionalProperties = new() { ["agentRuntimeArn"] = Sample.Arn.Replace("us-west-2", "eu-west-1") } };

        await FluentActions.Awaiting(() => client.AsIChatClient(Sample.Arn).GetResponseAsync("hi", options))
            .Should().ThrowAsync<ArgumentException>().WithMessage("The runtime is in eu-west-1*");

        client.Requests.Should().BeEmpty();
    }

    [Fact]
    public void A_container_is_refused()
    {
        using ScriptedClient client = ScriptedClient.Text("ok");

        FluentActions.Invoking(() => client.AsIChatClient("http://localhost:8080")).Should().Throw<ArgumentException>()
            .WithMessage("*the address of a container*new AgentCoreChatClient(\"http://localhost:8080\")*");
    }

    [Theory]
    [InlineData("no runtime")]
    [InlineData("my_agent-AbCdEf1234")]
    public void What_names_no_runtime_is_refused(string runtime)
    {
        using ScriptedClient client = ScriptedClient.Text("ok");

        FluentActions.Invoking(() => client.AsIChatClient(runtime)).Should().Throw<ArgumentException>();
    }

    public static TheoryData<string, Action<AgentCoreChatClientOptions>> OptionsOfTheConnection => new()
    {
        { "Region", options => options.Region = "us-west-2" },
        { "AWSCredentials", options => options.AWSCredentials = new AnonymousAWSCredentials() },
        { "Credentials", options => options.Credentials.Profile = "dev" },
        { "ServiceUrl", options => options.ServiceUrl = "http://localhost:1" },
        { "UseFipsEndpoint", options => options.UseFipsEndpoint = false },
        { "UseDualstackEndpoint", options => options.UseDualstackEndpoint = true },
        { "ConfigureHttpHandler", options => options.ConfigureHttpHandler = _ => { } },
        { "BearerTokenProvider", options => options.BearerTokenProvider = (_, _) => ValueTask.FromResult("token") },
    };

    [Theory]
    [MemberData(nameof(OptionsOfTheConnection))]
    public void Options_that_belong_to_the_client_are_not_ignored_without_a_word(string name, Action<AgentCoreChatClientOptions> configure)
    {
        using ScriptedClient client = ScriptedClient.Text("ok");

        FluentActions.Invoking(() => client.AsIChatClient(Sample.Arn, configure)).Should().Throw<ArgumentException>().WithMessage($"{name}*");
    }

    [Fact]
    public async Task A_token_of_one_call_is_refused_and_not_replaced_by_a_signature()
    {
        using ScriptedClient client = ScriptedClient.Text("ok");
        ChatOptions options = new()
        {
            RawRepresentationFactory = _ => new AgentRuntimeRequest { BearerTokenProvider = (_, _) => ValueTask.FromResult("token") },
        };

        await FluentActions.Awaiting(() => client.AsIChatClient(Sample.Arn).GetResponseAsync("hi", options))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*can't send OAuth tokens*");

        client.Requests.Should().BeEmpty();
    }
}
