using System.Net;
using System.Text;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Tests.Secrets;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class SignedCallTests
{
    [Fact]
    public async Task A_call_is_the_literal_request_of_the_service_model()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(new FakeSigner("AKIDEXAMPLE", Planted.SecretAccessKey) { Region = "us-west-2" }, call => call
            .With(RequestHeaders.SessionId, Sample.Session).With("Mcp-Session-Id", "mcp-1").With("X-Amzn-Trace-Id", "Root=1").AnswerAsync("\"hello\""));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        AgentRuntimeRequest request = Sample.Request();
        request.Qualifier = "my endpoint+1";
        request.RuntimeUserId = "user 42";
        request.McpSessionId = "mcp-session";
        request.McpProtocolVersion = "2025-06-18";
        request.McpMethod = "tools/call";
        request.McpName = "weather";
        request.TraceId = "Root=1-5759e988-bd862e3fe1be46a994272793";
        request.TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        request.TraceState = "vendor=1";
        request.Baggage = "tenant=7";
        request.Headers["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant"] = "acme";

        using AgentRuntimeResponse response = await transport.InvokeAsync(request, CancellationToken.None);

        (await response.ReadAsync()).Should().Be("\"hello\"");
        response.Should().BeEquivalentTo(
            new { ContentType = "application/json", ContentEncoding = (string?)null, RuntimeSessionId = Sample.Session, RequestId = "request-1", McpSessionId = "mcp-1", TraceId = "Root=1" });
        RecordedRequest sent = fake.Requests.Should().ContainSingle().Subject;
        sent.Method.Should().Be("POST");
        sent.Target.Should().Be("/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/invocations?qualifier=my%20endpoint%2B1");
        sent.BodyText.Should().Be("""{"prompt":"hi"}""");
        sent.Headers.Should().Contain(new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json",
            ["Accept"] = "application/json, text/event-stream",
            ["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"] = Sample.Session,
            ["X-Amzn-Bedrock-AgentCore-Runtime-User-Id"] = "user 42",
            ["Mcp-Session-Id"] = "mcp-session",
            ["Mcp-Protocol-Version"] = "2025-06-18",
            ["Mcp-Method"] = "tools/call",
            ["Mcp-Name"] = "weather",
            ["X-Amzn-Trace-Id"] = "Root=1-5759e988-bd862e3fe1be46a994272793",
            ["traceparent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ["tracestate"] = "vendor=1",
            ["baggage"] = "tenant=7",
            ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant"] = "acme",
        });
        sent.Header("User-Agent").Should().Contain("AgentCore.Extensions.AI/").And.Contain("aws-sdk-dotnet");
    }

    [Fact]
    public async Task Temporary_keys_send_their_session_token()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(
            new FakeSigner("AKIDEXAMPLE", Planted.SecretAccessKey, Planted.SessionToken), call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake, sessionToken: Planted.SessionToken));

        (await transport.CallAsync()).Should().Be("ok");
    }

    [Theory]
    [InlineData("application/json;charset=utf-8")]
    [InlineData("application/json; charset=\"utf-8\"")]
    [InlineData("application/x-ndjson")]
    public async Task Every_media_type_is_signed_as_it_is_sent(string contentType)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        AgentRuntimeRequest request = Sample.Request();
        request.ContentType = contentType;

        (await transport.CallAsync(request)).Should().Be("ok");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"prompt\":\"Grüße, 世界\"}")]
    public async Task Any_body_is_signed(string payload)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        (await transport.CallAsync(Sample.Request(payload))).Should().Be("ok");
        fake.Requests.Should().ContainSingle().Which.BodyText.Should().Be(payload);
    }

    [Fact]
    public async Task A_part_of_an_array_is_sent_as_that_part()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        AgentRuntimeRequest request = Sample.Request();
        request.Payload = Encoding.UTF8.GetBytes("xx{}xx").AsMemory(2, 2);

        await transport.CallAsync(request);

        fake.Requests.Should().ContainSingle().Which.BodyText.Should().Be("{}");
    }

    [Fact]
    public async Task The_wrong_key_is_refused_by_the_fake_so_that_the_tests_here_mean_something()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(new FakeSigner("AKIDEXAMPLE", "another"), call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        AgentCoreException error = await transport.FailAsync();

        error.ErrorCode.Should().Be("InvalidSignatureException");
        error.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        error.IsSafeToRetry.Should().BeTrue();
        error.Recovery.Should().Be(AgentCoreRecovery.None);
        error.RuntimeSessionId.Should().Be(Sample.Session);
        error.RequestId.Should().Be("request-1");
    }

    [Fact]
    public async Task A_bare_name_on_an_emulator_is_signed_for_the_default_region_and_an_endpoint_ARN_gives_its_qualifier()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("ok"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));
        AgentRuntimeRequest named = Sample.Request();
        named.AgentRuntimeArn = "my-agent";
        named.AccountId = "123456789012";
        AgentRuntimeRequest endpoint = Sample.Request();
        endpoint.AgentRuntimeArn = Sample.Arn + "/runtime-endpoint/production";

        await transport.CallAsync(named);
        await transport.CallAsync(endpoint);

        fake.Requests[0].Target.Should().Be("/runtimes/my-agent/invocations?accountId=123456789012");
        fake.Requests[0].Header("Authorization").Should().Contain("/us-east-1/bedrock-agentcore/aws4_request");
        fake.Requests[1].Target.Should().Be("/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/invocations?qualifier=production");
        fake.Requests[1].Header("Authorization").Should().Contain("/us-west-2/bedrock-agentcore/aws4_request");
    }

    [Fact]
    public async Task One_client_that_calls_several_runtimes_in_turn_calls_each_of_them()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("\"ok\""));
        using AgentCoreChatClient client = new(Sample.Options(fake));
        (string Name, string Account)[] runtimes = [("one", "111111111111"), ("one", "222222222222"), ("two", "222222222222"), ("one", "111111111111")];

        foreach ((string name, string account) in runtimes)
        {
            await client.GetResponseAsync("hi", new ChatOptions { RawRepresentationFactory = _ => new AgentRuntimeRequest { AgentRuntimeArn = name, AccountId = account } });
        }

        fake.Requests.Select(request => request.Target).Should().Equal(
            "/runtimes/one/invocations?accountId=111111111111",
            "/runtimes/one/invocations?accountId=222222222222",
            "/runtimes/two/invocations?accountId=222222222222",
            "/runtimes/one/invocations?accountId=111111111111");
    }

    [Fact]
    public async Task A_session_is_stopped_by_the_literal_request_of_the_service_model()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("{}"));
        using RoutingTransport transport = Sample.Transport(Sample.Options(fake));

        await transport.StopSessionAsync(
            new AgentRuntimeStopRequest { RuntimeSessionId = Sample.Session, Qualifier = "prod", ClientToken = "0123456789-0123456789-0123456789-0" }, CancellationToken.None);
        await transport.StopSessionAsync(new AgentRuntimeStopRequest { RuntimeSessionId = Sample.Session }, CancellationToken.None);

        fake.Requests[0].Target.Should().Be("/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/stopruntimesession?qualifier=prod");
        fake.Requests[0].BodyText.Should().Be("""{"clientToken":"0123456789-0123456789-0123456789-0"}""");
        fake.Requests[0].Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Sample.Session);
        fake.Requests[1].BodyText.Should().MatchRegex("^{\"clientToken\":\"[0-9a-f-]{36}\"}$");
    }
}
