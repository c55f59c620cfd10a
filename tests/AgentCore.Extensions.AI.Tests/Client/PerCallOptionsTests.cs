using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using static AgentCore.Extensions.AI.Tests.Client.Calls;

namespace AgentCore.Extensions.AI.Tests.Client;

public sealed class PerCallOptionsTests
{
    private readonly ScriptedTransport _transport = new();

    [Fact]
    public async Task The_helpers_set_the_members_of_the_request()
    {
        await _transport.Client(o => o.Qualifier = "beta").GetResponseAsync("hi", new ChatOptions()
            .WithQualifier("production").WithRuntimeUserId("ada").WithHeader("X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant", "blue"));

        _transport.Requests[0].Should().BeEquivalentTo(new { AgentRuntimeArn = Arn, Qualifier = "production", RuntimeUserId = "ada" });
        _transport.Requests[0].Headers.Should().Equal(new Dictionary<string, string> { ["X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant"] = "blue" });
    }

    [Fact]
    public async Task What_a_call_does_not_say_comes_from_the_options()
    {
        await _transport.Client(o => o.Qualifier = "production").GetResponseAsync("hi");

        _transport.Requests[0].Qualifier.Should().Be("production");
    }

    [Theory]
    [InlineData("arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/other-AbCdEf1234")]
    [InlineData("bedrock/agentcore/arn:aws:bedrock-agentcore:eu-central-1:123456789012:runtime/other-AbCdEf1234")]
    public async Task A_model_id_that_is_a_route_names_the_runtime(string modelId)
    {
        await _transport.Client().GetResponseAsync("hi", new ChatOptions { ModelId = modelId });

        _transport.Requests[0].AgentRuntimeArn.Should().Be(modelId);
    }

    [Theory]
    [InlineData("gpt-4o")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("bedrock/agentcore/http://169.254.169.254/latest")]
    [InlineData("arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4")]
    public async Task Any_other_model_id_is_no_runtime(string modelId)
    {
        await _transport.Client().GetResponseAsync("hi", new ChatOptions { ModelId = modelId });

        _transport.Requests[0].AgentRuntimeArn.Should().Be(Arn);
    }

    [Fact]
    public async Task An_endpoint_arn_gives_the_qualifier()
    {
        await _transport.Client().GetResponseAsync("hi", new ChatOptions
        {
            AdditionalProperties = new() { ["agentRuntimeArn"] = Arn + "/runtime-endpoint/canary" },
        });

        _transport.Requests[0].Qualifier.Should().Be("canary");
    }

    [Theory]
    [InlineData("qualifier", 42, "AdditionalProperties[\"qualifier\"] is a System.Int32; it has to be a string.*")]
    [InlineData("runtimeUserId", true, "AdditionalProperties[\"runtimeUserId\"] is a System.Boolean*")]
    [InlineData("qualifier", "", "*AdditionalProperties[\"qualifier\"]*")]
    [InlineData("qualifier", "a\nb", "*AdditionalProperties[\"qualifier\"]*")]
    [InlineData("runtimeUserId", "", "*AdditionalProperties[\"runtimeUserId\"]*")]
    [InlineData("runtimeUserId", "a\u0000", "*AdditionalProperties[\"runtimeUserId\"]*")]
    [InlineData("history", "some", "AdditionalProperties[\"history\"] is 'some'; it can be 'auto', 'new' or 'full'.*")]
    [InlineData("header:Authorization", "Bearer x", "*Authorization*")]
    [InlineData("header:X-Amz-Date", "x", "*X-Amz-Date*")]
    [InlineData("header:X-Custom", "a\r\nb", "*X-Custom*")]
    [InlineData("header:X Custom", "a", "*X Custom*")]
    [InlineData("header:X-Custom", "ü", "*X-Custom*")]
    public void A_malformed_value_is_refused_by_its_key(string key, object value, string message)
    {
        _transport.Client().Invoking(client => client.GetStreamingResponseAsync("hi", new ChatOptions { AdditionalProperties = new() { [key] = value } }))
            .Should().Throw<ArgumentException>().WithMessage(message);
        _transport.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("qualifier", 257)]
    [InlineData("runtimeUserId", 1025)]
    public void A_value_that_is_too_long_is_refused(string key, int length) =>
        _transport.Client().Invoking(client => client.GetStreamingResponseAsync(
                "hi", new ChatOptions { AdditionalProperties = new() { [key] = new string('a', length) } }))
            .Should().Throw<ArgumentException>().WithMessage($"*{key}*");

    [Fact]
    public async Task Keys_of_others_are_left_alone()
    {
        await _transport.Client(o => o.UnsupportedOptions = UnsupportedOptionsBehavior.Throw)
            .GetResponseAsync("hi", new ChatOptions { AdditionalProperties = new() { ["max_tokens"] = 42, ["of another step"] = new object(), ["Header"] = "x" } });

        _transport.Requests.Should().ContainSingle().Which.Headers.Should().BeEmpty();
    }

    [Fact]
    public async Task A_raw_request_is_what_the_call_starts_from_and_stays_as_it_is()
    {
        AgentRuntimeRequest raw = new() { McpMethod = "tools/list", TraceId = "Root=1-1", Payload = "{\"own\":1}"u8.ToArray(), RuntimeSessionId = SessionA };

        await _transport.Client().GetResponseAsync(History, new ChatOptions { RawRepresentationFactory = _ => raw });

        AgentRuntimeRequest sent = _transport.Requests[0];
        sent.Should().BeEquivalentTo(new { McpMethod = "tools/list", TraceId = "Root=1-1", RuntimeSessionId = SessionA, AgentRuntimeArn = Arn });
        sent.Body().Should().Be("{\"own\":1}");
        raw.AgentRuntimeArn.Should().BeNull();
    }

    [Fact]
    public void A_tool_that_has_to_be_called_cant_be_promised() =>
        _transport.Client().Invoking(client => client.GetStreamingResponseAsync("hi", new ChatOptions
        {
            Tools = [AIFunctionFactory.Create(() => 1, "one")],
            ToolMode = ChatToolMode.RequireAny,
        })).Should().Throw<NotSupportedException>();

    [Fact]
    public void An_option_that_cant_be_carried_fails_the_call_where_asked() =>
        _transport.Client(o => o.UnsupportedOptions = UnsupportedOptionsBehavior.Throw)
            .Invoking(client => client.GetStreamingResponseAsync("hi", new ChatOptions { Temperature = 0.5f }))
            .Should().Throw<NotSupportedException>().WithMessage("ChatOptions.Temperature can't be carried to this agent*");

    [Fact]
    public async Task An_option_that_cant_be_carried_is_told_once_per_client()
    {
        RecordingLogger logger = new();
        using AgentCoreChatClient client = new(_transport, new AgentCoreChatClientOptions { AgentRuntimeArn = Arn }, logger);

        await client.GetResponseAsync("hi", new ChatOptions { Temperature = 0.5f });
        await client.GetResponseAsync("hi", new ChatOptions { Temperature = 0.5f });

        logger.Entries.Where(entry => entry.Level == LogLevel.Warning).Should().ContainSingle()
            .Which.Message.Should().StartWith("ChatOptions.Temperature can't be carried");
    }

    [Fact]
    public void The_calls_shape_is_checked_before_anything_is_sent()
    {
        AgentCoreChatClient client = _transport.Client();

        client.Invoking(c => c.GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!)).Should().Throw<ArgumentNullException>().WithParameterName("messages");
        client.Invoking(c => c.GetStreamingResponseAsync([])).Should().Throw<ArgumentException>().WithParameterName("messages");
        client.Invoking(c => c.GetStreamingResponseAsync([null!])).Should().Throw<ArgumentException>().WithParameterName("messages");
        client.Invoking(c => c.GetStreamingResponseAsync("hi", new ChatOptions { ContinuationToken = ResponseContinuationToken.FromBytes(new byte[1]) }))
            .Should().Throw<InvalidOperationException>();
        _transport.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_callers_options_and_messages_are_never_changed()
    {
        ChatOptions options = new ChatOptions { Instructions = "Be brief." }.WithQualifier("production");
        ChatMessage message = new(ChatRole.User, "hi");

        await _transport.Client().GetResponseAsync([message], options);

        options.AdditionalProperties.Should().Equal(new Dictionary<string, object?> { ["qualifier"] = "production" });
        options.ConversationId.Should().BeNull();
        message.Should().BeEquivalentTo(new ChatMessage(ChatRole.User, "hi"));
    }
}
