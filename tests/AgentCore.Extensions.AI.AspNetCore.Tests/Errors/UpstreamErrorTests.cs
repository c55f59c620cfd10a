using System.Net;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Errors;

public sealed class UpstreamErrorTests
{
    private const string Body = """{"model":"agent","messages":[{"role":"user","content":"the secret text"}]}""";
    private const string StreamBody = """{"model":"agent","stream":true,"messages":[{"role":"user","content":"the secret text"}]}""";

    [Theory]
    [InlineData(429, "ThrottlingException", 429, "rate_limit_error", "rate_limit_exceeded", true)]
    [InlineData(429, null, 429, "rate_limit_error", "rate_limit_exceeded", false)]
    [InlineData(402, "ServiceQuotaExceededException", 503, "api_error", "agent_overloaded", true)]
    [InlineData(503, "ServiceUnavailableException", 503, "api_error", "agent_overloaded", false)]
    [InlineData(409, "ConflictException", 409, "invalid_request_error", "session_busy", true)]
    [InlineData(424, "RuntimeClientError", 502, "api_error", "agent_failed", false)]
    [InlineData(403, "AccessDeniedException", 502, "api_error", "agent_unavailable", true)]
    [InlineData(401, "UnauthorizedException", 502, "api_error", "agent_unavailable", true)]
    [InlineData(404, "ResourceNotFoundException", 502, "api_error", "agent_unavailable", true)]
    [InlineData(400, "ValidationException", 502, "api_error", "agent_failed", true)]
    [InlineData(500, "InternalServerException", 502, "api_error", "agent_failed", false)]
    [InlineData(504, null, 504, "api_error", "agent_timeout", false)]
    public async Task The_services_errors_are_mapped_and_their_words_stay_inside(
        int upstream, string? name, int status, string type, string code, bool isSafe)
    {
        await using AgentFixture agent = await AgentFixture.StartAsync(AgentFixture.Failing(upstream, name, "arn:aws:iam::123456789012:role/secret"));
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        foreach (string body in new[] { Body, StreamBody })
        {
            Answer answer = await gateway.PostAsync(body);

            answer.ShouldBeError(status, type, code, null);
            answer.Body.Should().NotContain("arn:").And.NotContain(name ?? "proxy");
            answer.Header("x-should-retry").Should().Be(isSafe ? null : "false");
            answer.SessionId.Should().HaveLength(47);
            answer.Header("Retry-After").Should().Be(status == 429 ? "1" : null);
        }

        gateway.Logs.All.Should().Contain($"{upstream}").And.NotContain("arn:aws:iam").And.NotContain("secret text");
    }

    [Fact]
    public async Task The_wait_that_the_service_asks_for_is_passed_on()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync(AgentFixture.Failing(429, "ThrottlingException", retryAfter: "17"));
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        (await gateway.PostAsync(Body)).Header("Retry-After").Should().Be("17");
    }

    [Fact]
    public async Task An_agent_that_cant_be_reached_is_503_and_may_be_tried_again()
    {
        AgentFixture agent = await AgentFixture.StartAsync();
        AgentCoreChatClient client = agent.Client();
        await agent.DisposeAsync();
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync(Body);

        answer.ShouldBeError(503, "api_error", "agent_unreachable", null);
        answer.Header("x-should-retry").Should().BeNull();
        answer.Body.Should().NotContain("127.0.0.1");
        gateway.Logs.All.Should().Contain("never reached the agent of model").And.Contain("127.0.0.1", "the operator has to find out why");
    }

    [Fact]
    public async Task An_error_that_is_the_first_event_of_a_stream_still_has_a_status()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync(context =>
        {
            context.Response.ContentType = "text/event-stream";
            return context.Response.WriteAsync("data: {\"error\": \"agent's own words\", \"code\": \"the secret text\"}\n\n");
        });
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        Answer answer = await gateway.PostAsync(StreamBody);

        answer.ShouldBeError(502, "api_error", "agent_failed", null);
        answer.Header("x-should-retry").Should().Be("false");
        answer.Body.Should().NotContain("own words");
        gateway.Logs.All.Should().Contain("agent_failed").And.NotContain("own words").And.NotContain("secret text");
    }

    [Fact]
    public async Task Silence_beyond_a_time_limit_is_504()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(options => options.FirstByteTimeout = TimeSpan.FromMilliseconds(200)));

        (await gateway.PostAsync(Body)).ShouldBeError(504, "api_error", "agent_timeout", null);
    }

    [Fact]
    public async Task What_no_payload_carries_is_the_callers_to_change()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        Answer answer = await gateway.PostAsync("""{"model":"agent","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAEC","format":"wav"}}]}]}""");

        answer.ShouldBeError(400, "invalid_request_error", "unsupported_content", "messages");
        answer.Error.GetProperty("message").GetString().Should().Contain("audio/wav");
        answer.Header("x-should-retry").Should().BeNull();

        (await gateway.PostAsync("""{"model":"agent","messages":[{"role":"user","content":""}]}""")).ShouldBeError(400, "invalid_request_error", "invalid_value", "messages");
        agent.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException), 500, "internal_error")]
    [InlineData(typeof(ArgumentException), 500, "internal_error")]
    [InlineData(typeof(HttpRequestException), 502, "agent_failed")]
    [InlineData(typeof(TimeoutException), 504, "agent_timeout")]
    [InlineData(typeof(TaskCanceledException), 504, "agent_timeout")]
    public async Task Whatever_a_client_throws_is_an_answer(Type exception, int status, string code)
    {
        Exception thrown = (Exception)Activator.CreateInstance(exception, "the secret text")!;
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(_ => ScriptedChatClient.Failing(thrown)));

        foreach (string body in new[] { Body, StreamBody })
        {
            Answer answer = await gateway.PostAsync(body);

            answer.ShouldBeError(status, "api_error", code, null);
            answer.Header("x-should-retry").Should().Be("false");
            answer.Body.Should().NotContain("secret");
        }

        gateway.Logs.All.Should().Contain(exception.Name).And.NotContain("secret text");
    }

    [Fact]
    public async Task An_error_among_the_contents_fails_the_answer_and_a_refusal_is_one()
    {
        await using Gateway failing = await Gateway.StartAsync(new ScriptedChatClient(_ => ScriptedChatClient.Updates([ScriptedChatClient.Update(new ErrorContent("boom"))])));
        (await failing.PostAsync(Body)).ShouldBeError(502, "api_error", "agent_failed", null);

        await using Gateway refusing = await Gateway.StartAsync(
            new ScriptedChatClient(_ => ScriptedChatClient.Updates([ScriptedChatClient.Update(new ErrorContent("I won't.") { ErrorCode = "Refusal" })])));
        Answer answer = await refusing.PostAsync(Body);
        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Normalized.Should().Contain("""{"role":"assistant","content":null,"refusal":"I won't."}""");
    }

    [Fact]
    public async Task What_the_application_itself_throws_is_an_error_inside()
    {
        await using Gateway caller = await Gateway.StartAsync(new ScriptedChatClient("ok"), options => options.GetCaller = _ => throw new InvalidOperationException("hidden words"));
        await using Gateway catalogue = await Gateway.StartAsync(new ScriptedChatClient("ok"), options => options.CreateModel = (_, _) => throw new InvalidOperationException("hidden words"));

        foreach (Answer answer in new[] { await caller.PostAsync(Body), await catalogue.PostAsync(Body), await catalogue.GetAsync("/v1/models"), await catalogue.GetAsync("/v1/models/agent") })
        {
            answer.ShouldBeError(500, "api_error", "internal_error", null);
            answer.Body.Should().NotContain("hidden words");
        }

        catalogue.Logs.All.Should().Contain("InvalidOperationException").And.NotContain("hidden words");
    }
}
