using System.Net;
using System.Text.Json.Nodes;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;

namespace AgentCore.Extensions.AI.Interop.Tests;

/// <summary>AWS's own client finds the fake data plane true, so what the library is tested against is what AWS's clients expect.</summary>
public sealed class AwsClientAgainstTheFakeTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";
    private const string Session = "a-session-of-more-than-33-characters";

    [Fact]
    public async Task A_good_signature_is_accepted_and_every_member_arrives_where_the_fake_looks_for_it()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(
            FakeSigner.Example,
            call => call.With("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", Session).AnswerAsync("""{"result":"hello"}"""));

        await using AwsClient client = AwsClient.Invoke(
            fake.Address,
            Secret,
            new JsonObject
            {
                ["agentRuntimeArn"] = Arn,
                ["qualifier"] = "production line",
                ["accountId"] = "123456789012",
                ["runtimeSessionId"] = Session,
                ["runtimeUserId"] = "user 42",
                ["contentType"] = "application/json",
                ["accept"] = "application/json, text/event-stream",
                ["traceParent"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                ["traceState"] = "vendor=value",
                ["baggage"] = "key=value",
            },
            """{"prompt":"Grüße 🙂"}""");

        JsonNode told = await client.ReadNextAsync();
        JsonNode.DeepEquals(told, new JsonObject
        {
            ["status"] = 200,
            ["requestId"] = "request-1",
            ["runtimeSessionId"] = Session,
            ["contentType"] = "application/json",
            ["statusCode"] = 200,
        }).Should().BeTrue($"AWS's client told {told.ToJsonString()}");
        (await client.ReadBodyAsync()).Should().Be("""{"result":"hello"}""");

        RecordedRequest request = fake.Requests.Should().ContainSingle().Subject;
        request.Method.Should().Be("POST");
        request.Target.Should().Be(
            "/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/invocations"
            + "?accountId=123456789012&qualifier=production%20line");
        request.BodyText.Should().Be("""{"prompt":"Grüße 🙂"}""");
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Session);
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-User-Id").Should().Be("user 42");
        request.Header("Content-Type").Should().Be("application/json");
        request.Header("Accept").Should().Be("application/json, text/event-stream");
        request.Header("traceparent").Should().Be("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Header("tracestate").Should().Be("vendor=value");
        request.Header("baggage").Should().Be("key=value");
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_the_client_sees_its_own_exception()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, call => call.AnswerAsync("""{"result":"hello"}"""));
        await using AwsClient client = AwsClient.Invoke(fake.Address, "a wrong secret", new JsonObject { ["agentRuntimeArn"] = Arn }, "{}");

        JsonObject refused = await client.ReadNextAsync();

        ((string?)refused["error"]).Should().Be("InvalidSignatureException");
        ((int?)refused["status"]).Should().Be(403);
        ((string?)refused["message"]).Should().StartWith("The request signature we calculated does not match the signature you provided.");
        (await client.ReadAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_body_is_read_while_it_is_still_being_sent()
    {
        TaskCompletionSource firstWasRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"one\"\n\n");
            await firstWasRead.Task.WaitAsync(TimeSpan.FromMinutes(1));
            await call.WriteAsync("data: \"two\"\n\n");
        });
        await using AwsClient client = AwsClient.Invoke(fake.Address, Secret, new JsonObject { ["agentRuntimeArn"] = Arn }, "{}");

        ((string?)(await client.ReadNextAsync())["contentType"]).Should().Be("text/event-stream");
        ((string?)(await client.ReadNextAsync())["chunk"]).Should().Be("data: \"one\"\n\n");
        firstWasRead.SetResult();
        (await client.ReadBodyAsync()).Should().Be("data: \"two\"\n\n");
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_an_error_for_the_client_too()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(FakeSigner.Example, async call =>
        {
            call.Begin();
            await call.WriteAsync("data: \"one\"\n\n");
            await call.DropAsync();
        });
        await using AwsClient client = AwsClient.Invoke(fake.Address, Secret, new JsonObject { ["agentRuntimeArn"] = Arn }, "{}");

        List<JsonObject> lines = [];
        while (await client.ReadAsync() is { } line)
        {
            lines.Add(line);
        }

        lines.Should().NotContain(line => line.ContainsKey("end"));
        lines[^1].Should().Contain(member => member.Key == "error");
    }

    [Theory]
    [InlineData(400, "ValidationException", "client", false)]
    [InlineData(401, "UnauthorizedException", "client", false)]
    [InlineData(402, "ServiceQuotaExceededException", "client", false)]
    [InlineData(403, "AccessDeniedException", "client", false)]
    [InlineData(404, "ResourceNotFoundException", "client", false)]
    [InlineData(409, "RetryableConflictException", "client", false)]
    [InlineData(424, "RuntimeClientError", "client", false)]
    [InlineData(429, "ThrottlingException", "client", false)]
    [InlineData(500, "InternalServerException", "server", false)]
    public async Task An_error_of_the_fake_is_the_clients_own_exception_with_its_words(int status, string name, string fault, bool throttling)
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(
            FakeSigner.Example, call => call.FailAsync((HttpStatusCode)status, name, "What the service says."));
        await using AwsClient client = AwsClient.Invoke(fake.Address, Secret, new JsonObject { ["agentRuntimeArn"] = Arn }, "{}");

        JsonObject error = await client.ReadNextAsync();

        error.ToJsonString().Should().Be(new JsonObject
        {
            ["error"] = name,
            ["message"] = "What the service says.",
            ["status"] = status,
            ["requestId"] = "request-1",
            ["fault"] = fault,
            ["throttling"] = throttling,
        }.ToJsonString());
        (await client.ReadAsync()).Should().BeNull();
        fake.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task A_session_is_stopped()
    {
        await using FakeAgentRuntime fake = await FakeAgentRuntime.StartAsync(
            FakeSigner.Example,
            call => call.With("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id", Session).AnswerAsync("{}"));
        const string Token = "a-client-token-of-more-than-33-characters";
        await using AwsClient client = AwsClient.Stop(
            fake.Address,
            Secret,
            new JsonObject { ["agentRuntimeArn"] = Arn, ["qualifier"] = "production", ["runtimeSessionId"] = Session, ["clientToken"] = Token });

        (await client.ReadNextAsync()).ToJsonString().Should().Be(
            $$"""{"status":200,"requestId":"request-1","runtimeSessionId":"{{Session}}","statusCode":200}""");

        RecordedRequest request = fake.Requests.Should().ContainSingle().Subject;
        request.Method.Should().Be("POST");
        request.Target.Should().Be(
            "/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A123456789012%3Aruntime%2Fmy_agent-AbCdEf1234/stopruntimesession?qualifier=production");
        request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id").Should().Be(Session);
        JsonNode.Parse(request.BodyText)!.ToJsonString().Should().Be($$"""{"clientToken":"{{Token}}"}""");
    }
}
