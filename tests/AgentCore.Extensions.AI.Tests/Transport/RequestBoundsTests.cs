using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using AgentCore.Extensions.AI.Transport;

namespace AgentCore.Extensions.AI.Tests.Transport;

public sealed class RequestBoundsTests
{
    public static TheoryData<string, Action<AgentRuntimeRequest>> Faults => new()
    {
        { "RuntimeSessionId", r => r.RuntimeSessionId = "short" },
        { "Qualifier", r => r.Qualifier = "" },
        { "Qualifier", r => r.Qualifier = "a\nb" },
        { "Qualifier", r => r.Qualifier = new string('q', 257) },
        { "RuntimeUserId", r => r.RuntimeUserId = "" },
        { "RuntimeUserId", r => r.RuntimeUserId = "Jürgen" },
        { "RuntimeUserId", r => r.RuntimeUserId = " user" },
        { "RuntimeUserId", r => r.RuntimeUserId = new string('u', 1025) },
        { "ContentType", r => r.ContentType = "json" },
        { "ContentType", r => r.ContentType = "a/" + new string('b', 255) },
        { "Accept", r => r.Accept = "" },
        { "McpSessionId", r => r.McpSessionId = new string('m', 1025) },
        { "McpProtocolVersion", r => r.McpProtocolVersion = "" },
        { "McpMethod", r => r.McpMethod = "a\rb" },
        { "McpName", r => r.McpName = "name\u0000" },
        { "TraceId", r => r.TraceId = new string('t', 129) },
        { "TraceParent", r => r.TraceParent = new string('t', 129) },
        { "TraceState", r => r.TraceState = new string('t', 513) },
        { "Baggage", r => r.Baggage = new string('b', 8193) },
        { "Headers", r => r.Headers["X-A"] = "a\r\nX-Evil: 1" },
        { "Headers", r => r.Headers["X-A"] = "ä" },
        { "Headers", r => r.Headers["X-A"] = new string('a', 4097) },
        { "Headers", r => r.Headers["X A"] = "a" },
        { "Headers", r => r.Headers[""] = "a" },
        { "Headers", r => r.Headers["X-Ä"] = "a" },
        { "Headers", r => Enumerable.Range(0, 21).ToList().ForEach(i => r.Headers[$"X-{i}"] = "a") },
        { "Payload", r => r.Payload = new byte[100_000_001] },
        { "AgentRuntimeArn", r => r.AgentRuntimeArn = "arn:aws:s3:us-west-2:123456789012:runtime/x" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_member_outside_its_bounds_is_named_and_nothing_is_sent(string member, Action<AgentRuntimeRequest> spoil)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("ok"));
        AgentRuntimeRequest request = Sample.Request();
        spoil(request);

        using RoutingTransport service = Sample.Transport(Sample.Options(fake));
        await FluentActions.Awaiting(() => service.CallAsync(request)).Should().ThrowAsync<ArgumentException>().WithParameterName(member);
        using RoutingTransport direct = Sample.Transport(new() { AgentRuntimeArn = fake.Address.ToString() });
        await FluentActions.Awaiting(() => direct.CallAsync(request)).Should().ThrowAsync<ArgumentException>().WithParameterName(member);

        fake.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("host")]
    [InlineData("Content-Length")]
    [InlineData("Content-Type")]
    [InlineData("Accept")]
    [InlineData("Connection")]
    [InlineData("Transfer-Encoding")]
    [InlineData("Cookie")]
    [InlineData("Expect")]
    [InlineData("TE")]
    [InlineData("Trailer")]
    [InlineData("Upgrade")]
    [InlineData("Proxy-Authorization")]
    [InlineData("X-Amz-Date")]
    [InlineData("x-amz-security-token")]
    [InlineData("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id")]
    [InlineData("X-Amzn-Bedrock-AgentCore-Runtime-User-Id")]
    [InlineData("X-Amzn-Trace-Id")]
    [InlineData("traceparent")]
    [InlineData("tracestate")]
    [InlineData("baggage")]
    [InlineData("Mcp-Session-Id")]
    public void A_header_that_carries_the_call_itself_can_not_be_set(string name) =>
        FluentActions.Invoking(() => RequestBounds.CheckHeader(name, "x", "key")).Should().Throw<ArgumentException>().WithParameterName("key").WithMessage($"The header '{name}' carries the call itself*");

    [Theory]
    [InlineData("X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant", "acme")]
    [InlineData("X-Tenant", "a\tb")]
    [InlineData("X-Empty", "")]
    public void Other_headers_can(string name, string value) =>
        FluentActions.Invoking(() => RequestBounds.CheckHeader(name, value, "key")).Should().NotThrow();

    [Theory]
    [InlineData(null, null)]
    [InlineData("short", null)]
    [InlineData(Sample.Session, "short")]
    public async Task A_stop_has_bounds_too(string? session, string? token)
    {
        using RoutingTransport transport = Sample.Transport(Sample.Options());

        await FluentActions.Awaiting(() => transport.StopSessionAsync(new AgentRuntimeStopRequest { RuntimeSessionId = session, ClientToken = token }, CancellationToken.None))
            .Should().ThrowAsync<ArgumentException>();
    }
}
