using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class BearerTests
{
    [Fact]
    public async Task A_token_stands_in_place_of_the_signature()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString() });

        (await transport.CallAsync(WithToken("abc.def.ghi"))).Should().Be("ok");

        RecordedRequest sent = fake.Requests.Should().ContainSingle().Subject;
        sent.Header("Authorization").Should().Be("Bearer abc.def.ghi");
        sent.Headers.Keys.Should().NotContain(name => name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_container_gets_the_token_too()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = fake.Address.ToString() });

        await transport.CallAsync(WithToken("abc.def.ghi"));

        fake.Requests.Should().ContainSingle().Which.Header("Authorization").Should().Be("Bearer abc.def.ghi");
    }

    [Theory]
    [InlineData("http://agents.example.com", Sample.Arn)]
    [InlineData(null, "http://agents.example.com:8080")]
    public async Task A_token_is_not_even_asked_for_where_others_could_read_it(string? serviceUrl, string runtime)
    {
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = runtime, ServiceUrl = serviceUrl });
        bool asked = false;
        AgentRuntimeRequest request = Sample.Request();
        request.BearerTokenProvider = (_, _) =>
        {
            asked = true;
            return new("token");
        };

        await FluentActions.Awaiting(() => transport.CallAsync(request)).Should().ThrowAsync<InvalidOperationException>().WithMessage("*only over https or to a loopback address*");
        asked.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer secret")]
    [InlineData("secret\r\nX-Evil: 1")]
    [InlineData("sécret")]
    public async Task What_is_no_token_is_refused_and_not_repeated(string token)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        (await FluentActions.Awaiting(() => transport.CallAsync(WithToken(token))).Should().ThrowAsync<InvalidOperationException>())
            .Which.ToString().Should().NotContain("cret");
        fake.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_refused_token_is_asked_for_again_once()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.Request.Header("Authorization") == "Bearer new"
            ? call.AnswerAsync("ok")
            : call.With("WWW-Authenticate", "Bearer resource_metadata=\"https://example.com\"").AnswerAsync(HttpStatusCode.Unauthorized, """{"message":"Token expired"}"""));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = Sample.Arn, ServiceUrl = fake.Address.ToString() });
        List<bool> asked = [];

        string answer = await Retries.RunAsync(transport, refused => WithToken(asked, refused, refused ? "new" : "old"));
        AgentCoreException error = (await FluentActions.Awaiting(() => Retries.RunAsync(transport, refused => WithToken(asked, refused, "old"))).Should().ThrowAsync<AgentCoreException>()).Which;

        answer.Should().Be("ok");
        asked.Should().Equal(false, true, false, true);
        error.Message.Should().StartWith("401 no error name: Token expired.").And.Contain("issuer");
        error.ToString().Should().NotContain("Bearer old");
    }

    private static AgentRuntimeRequest WithToken(List<bool> asked, bool refused, string token)
    {
        AgentRuntimeRequest request = Sample.Request();
        request.BearerTokenRefused = refused;
        request.BearerTokenProvider = (refusedBefore, _) =>
        {
            asked.Add(refusedBefore);
            return new(token);
        };
        return request;
    }

    private static AgentRuntimeRequest WithToken(string token) => WithToken([], refused: false, token);
}
