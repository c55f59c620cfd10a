using System.Net;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class DirectTests
{
    [Fact]
    public async Task A_container_is_called_unsigned_with_the_same_headers()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With(RequestHeaders.SessionId, "s-1").StreamAsync("text/event-stream", "data: 1\n\n", "data: 2\n\n"));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = fake.Address.ToString() });
        AgentRuntimeRequest request = Sample.Request();
        request.RuntimeUserId = "user-42";
        request.Qualifier = "ignored";
        request.ContentType = "application/json; charset=utf-8";
        request.Headers["X-Tenant"] = "acme";

        using AgentRuntimeResponse response = await transport.InvokeAsync(request, CancellationToken.None);

        (await response.ReadAsync()).Should().Be("data: 1\n\ndata: 2\n\n");
        response.ContentType.Should().Be("text/event-stream");
        response.RuntimeSessionId.Should().Be("s-1");
        RecordedRequest sent = fake.Requests.Should().ContainSingle().Subject;
        (sent.Method, sent.Target, sent.BodyText).Should().Be(("POST", "/invocations", """{"prompt":"hi"}"""));
        sent.Headers.Should().Contain(new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json; charset=utf-8",
            ["Accept"] = "application/json, text/event-stream",
            ["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"] = Sample.Session,
            ["X-Amzn-Bedrock-AgentCore-Runtime-User-Id"] = "user-42",
            ["X-Tenant"] = "acme",
            ["Content-Length"] = "15",
        }).And.NotContainKey("Authorization");
        transport.Endpoint.Should().Be(new Uri(fake.Address, "/invocations"));
    }

    [Fact]
    public async Task A_container_has_no_operation_that_stops_a_session()
    {
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = "http://localhost:8080" });

        await FluentActions.Awaiting(() => transport.StopSessionAsync(new AgentRuntimeStopRequest { RuntimeSessionId = Sample.Session }, CancellationToken.None))
            .Should().ThrowAsync<NotSupportedException>().WithMessage("*http://localhost:8080*only the service has*");
    }

    [Theory]
    [InlineData(500, "application/json", """{"error":"the model is gone"}""", null, "*500 and said: the model is gone. Look at the container's log*")]
    [InlineData(500, "application/json", """{"error":{"message":"the model is gone","code":"model_gone"}}""", "model_gone", "*the model is gone*")]
    [InlineData(422, "application/json", """{"detail":[{"msg":"Field required","loc":["body"]},{"msg":"Extra field"}]}""", null, "*Field required; Extra field*Payload*")]
    [InlineData(404, "application/json", """{"detail":"Not Found"}""", null, "*Not Found*POST /invocations*")]
    [InlineData(400, "application/problem+json", """{"title":"Bad input","detail":"prompt is missing"}""", null, "*said: Bad input: prompt is missing. *")]
    [InlineData(400, "application/problem+json", """{"title":"","detail":"prompt is missing"}""", null, "*said: prompt is missing. *")]
    [InlineData(500, "application/json", """{"message":"the model is gone","code":"model_gone"}""", "model_gone", "*said: the model is gone. *")]
    [InlineData(500, "application/json", """{"code":"outer","error":{"message":"no","code":"inner"}}""", "inner", "*said: no. *")]
    [InlineData(400, "application/problem+json", """{"title":"Bad input"}""", null, "*Bad input*")]
    [InlineData(415, "application/json", """{"statusCode":415,"code":"FST_ERR_CTP_INVALID_MEDIA_TYPE","error":"Unsupported Media Type","message":"Unsupported type"}""", "FST_ERR_CTP_INVALID_MEDIA_TYPE", "*Unsupported type*")]
    [InlineData(500, "text/plain", "Internal Server Error", null, "*500 and said: Internal Server Error.*")]
    [InlineData(502, "text/html", "<html><head><title>502 Bad &amp; Gateway</title></head><body>secret</body></html>", null, "*said: 502 Bad & Gateway.*")]
    [InlineData(500, "application/json", "", null, "*500 without a word*TypeScript*container's log*")]
    [InlineData(404, "text/plain", "", null, "The agent's container answered 404 without a word. An agent takes POST /invocations*")]
    [InlineData(500, "application/json", "{\"error\":\"\\ud83d\"}", null, "*500 and said: \ufffd.*")]
    [InlineData(500, "application/json", "{\"\\ud83d\":1,\"error\":\"no\"}", null, "*500 and said: no.*")]
    [InlineData(429, "application/json", "[1,2]", null, "*429*")]
    public async Task An_error_is_told_in_the_container_s_own_words_and_never_safe(int status, string type, string body, string? code, string message)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.With("x-amzn-ErrorType", "ThrottlingException").AnswerAsync((HttpStatusCode)status, body, type));
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = fake.Address.ToString() });

        AgentCoreException error = await transport.FailAsync();

        error.Should().BeEquivalentTo(new { StatusCode = (HttpStatusCode)status, ErrorCode = code, IsSafeToRetry = false, RuntimeSessionId = Sample.Session });
        error.Message.Should().Match(message).And.NotContain("secret");
    }

    [Fact]
    public async Task An_endless_error_is_read_up_to_a_bound()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(async call =>
        {
            call.Begin(HttpStatusCode.InternalServerError, "text/plain");
            while (true)
            {
                await call.WriteAsync(new string('x', 8192));
            }
        });
        using RoutingTransport transport = Sample.Transport(new() { AgentRuntimeArn = fake.Address.ToString() });

        (await transport.FailAsync()).Message.Length.Should().BeLessThan(1_000);
    }

    [Fact]
    public async Task Whoever_calls_containers_only_never_has_AWS_s_configuration_read()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = fake.Address.ToString(), ServiceUrl = "not an address", Region = "nowhere" };
        options.Credentials.Profile = "no-such-profile";
        using RoutingTransport transport = Sample.Transport(options);

        (await transport.CallAsync()).Should().Be("ok");
    }
}
