using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using static AgentCore.Extensions.AI.Tests.Client.Calls;

namespace AgentCore.Extensions.AI.Tests.Client;

/// <summary>What a request of the caller's own says goes before properties, and those before the client's options.</summary>
public sealed class RawRequestTests
{
    private readonly ScriptedTransport _transport = new();

    [Fact]
    public async Task What_the_request_says_stands()
    {
        Func<bool, CancellationToken, ValueTask<string>> tokens = (_, _) => new("raw");
        AgentRuntimeRequest raw = new()
        {
            AgentRuntimeArn = "my_other_agent-AbCdEf1234",
            AccountId = "111122223333",
            Qualifier = "raw",
            RuntimeUserId = "raw",
            BearerTokenProvider = tokens,
        };
        ChatOptions call = new ChatOptions { RawRepresentationFactory = _ => raw }.WithQualifier("call").WithRuntimeUserId("call");
        call.AdditionalProperties!["agentRuntimeArn"] = Arn;

        await _transport.Client(o =>
        {
            o.AccountId = "444455556666";
            o.Region = "us-west-2";
            o.Qualifier = "client";
            o.BearerTokenProvider = (_, _) => new("client");
        }).GetResponseAsync("hi", call);

        _transport.Requests.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            AgentRuntimeArn = "my_other_agent-AbCdEf1234",
            AccountId = "111122223333",
            Qualifier = "raw",
            RuntimeUserId = "raw",
        });
        _transport.Requests[0].BearerTokenProvider.Should().BeSameAs(tokens);
    }

    [Theory]
    [InlineData("my_other_agent-AbCdEf1234", "444455556666")]
    [InlineData(Arn, null)]
    public async Task The_account_of_the_options_belongs_to_a_bare_id(string runtime, string? account)
    {
        await _transport.Client(o => (o.AccountId, o.Region) = ("444455556666", "us-west-2"))
            .GetResponseAsync("hi", new ChatOptions { AdditionalProperties = new() { ["agentRuntimeArn"] = runtime } });

        _transport.Requests.Should().ContainSingle().Which.AccountId.Should().Be(account);
    }

    [Fact]
    public async Task An_endpoint_s_ARN_goes_before_the_qualifier_of_the_options()
    {
        await _transport.Client(o => o.Qualifier = "client")
            .GetResponseAsync("hi", new ChatOptions { AdditionalProperties = new() { ["agentRuntimeArn"] = Arn + "/runtime-endpoint/beta" } });

        _transport.Requests.Should().ContainSingle().Which.Qualifier.Should().Be("beta");
    }

    [Fact]
    public void A_session_that_the_request_names_is_checked_and_is_the_only_one()
    {
        AgentCoreChatClient client = _transport.Client();

        client.Invoking(c => c.GetStreamingResponseAsync("hi", new ChatOptions { RawRepresentationFactory = _ => new AgentRuntimeRequest { RuntimeSessionId = "short" } }))
            .Should().Throw<ArgumentException>().WithMessage("*has 5 characters*").WithParameterName("RuntimeSessionId");
        client.Invoking(c => c.GetStreamingResponseAsync(
                "hi", new ChatOptions { RawRepresentationFactory = _ => new AgentRuntimeRequest { RuntimeSessionId = SessionA } }.WithRuntimeSessionId(SessionB)))
            .Should().Throw<ArgumentException>()
            .WithMessage($"RuntimeSessionId of the RawRepresentationFactory's request and AdditionalProperties[\"runtimeSessionId\"] name different sessions: '{SessionA}' and '{SessionB}'*");
        client.Invoking(c => c.GetStreamingResponseAsync(
                "hi", new ChatOptions { ConversationId = SessionB, RawRepresentationFactory = _ => new AgentRuntimeRequest { RuntimeSessionId = SessionA } }))
            .Should().Throw<ArgumentException>().WithMessage($"ConversationId and runtimeSessionId name different sessions: '{SessionB}' and '{SessionA}'*");
        _transport.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_cache_inside_tells_requests_of_several_users_and_endpoints_apart()
    {
        using IChatClient client = _transport.Client().AsBuilder()
            .UseAgentCoreSessions()
            .UseDistributedCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions())))
            .Build();

        foreach (AgentRuntimeRequest raw in (AgentRuntimeRequest[])
            [new() { Qualifier = "a" }, new() { Qualifier = "b" }, new() { RuntimeUserId = "a" }, new() { RuntimeUserId = "b" }, new() { RuntimeUserId = "b" }])
        {
            await client.GetResponseAsync("hi", new ChatOptions { RawRepresentationFactory = _ => raw });
        }

        _transport.Requests.Select(request => $"{request.Qualifier}/{request.RuntimeUserId}").Should().Equal("a/", "b/", "/a", "/b");
    }

    [Fact]
    public async Task Everything_after_the_last_answer_is_new()
    {
        ChatMessage[] history = [new(ChatRole.Assistant, "Hello."), new(ChatRole.User, "One."), new(ChatRole.User, "Two."), new(ChatRole.System, "Be brief.")];

        await _transport.Client().GetResponseAsync(history, new ChatOptions().WithRuntimeSessionId(SessionA));

        string body = _transport.Requests.Should().ContainSingle().Which.Body();
        body.Should().Contain("One.").And.Contain("Two.").And.Contain("Be brief.").And.NotContain("Hello.");
    }
}
