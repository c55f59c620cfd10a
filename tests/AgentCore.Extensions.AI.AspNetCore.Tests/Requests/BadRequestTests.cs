using AgentCore.Extensions.AI.AspNetCore.Tests.Server;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Requests;

/// <summary>A bad request is told which parameter is at fault, and reaches no agent.</summary>
public sealed class BadRequestTests
{
    [Theory]
    [InlineData("""[]""", null, "invalid_value")]
    [InlineData("""{}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":null,"messages":[]}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":7,"messages":[]}""", "model", "invalid_value")]
    [InlineData("""{"model":"agent"}""", "messages", "missing_required_parameter")]
    [InlineData("""{"model":"agent","messages":null}""", "messages", "missing_required_parameter")]
    [InlineData("""{"model":"agent","messages":[]}""", "messages", "invalid_value")]
    [InlineData("""{"model":"agent","messages":{}}""", "messages", "invalid_value")]
    [InlineData("""{"model":"agent","messages":["Hi"]}""", "messages[0]", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"content":"Hi"}]}""", "messages[0].role", "missing_required_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user"}]}""", "messages[0].content", "missing_required_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":"a"},{"role":"user","content":"b"},{"role":"user","content":3}]}""", "messages[2].content", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"role":"root","content":"Hi"}]}""", "messages[0].role", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"role":"function","content":"Hi"}]}""", "messages[0].role", "unsupported_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text"}]}]}""", "messages[0].content[1].text", "missing_required_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":[{"type":"video"}]}]}""", "messages[0].content[0].type", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"role":"system","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAEC"}}]}]}""", "messages[0].content[0].type", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]}""", "messages[0].content[0].file.file_id", "unsupported_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"a/b"}}]}]}""", "messages[0].content[0].input_audio.format", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":"\ud800"}]}""", "messages[0].content", "invalid_value")]
    [InlineData("""{"model":"agent","n":2,"messages":[{"role":"user","content":"Hi"}]}""", "n", "invalid_value")]
    [InlineData("""{"model":"agent","n":1e400,"messages":[{"role":"user","content":"Hi"}]}""", "n", "invalid_value")]
    [InlineData("""{"model":"agent","n":"1","messages":[{"role":"user","content":"Hi"}]}""", "n", "invalid_value")]
    [InlineData("""{"model":"agent","seed":1e400,"messages":[{"role":"user","content":"Hi"}]}""", "seed", "invalid_value")]
    [InlineData("""{"model":"agent","max_tokens":0,"messages":[{"role":"user","content":"Hi"}]}""", "max_tokens", "invalid_value")]
    [InlineData("""{"model":"agent","max_tokens":1e9999,"messages":[{"role":"user","content":"Hi"}]}""", "max_tokens", "invalid_value")]
    [InlineData("""{"model":"agent","temperature":1e400,"messages":[{"role":"user","content":"Hi"}]}""", "temperature", "invalid_value")]
    [InlineData("""{"model":"agent","temperature":"hot","messages":[{"role":"user","content":"Hi"}]}""", "temperature", "invalid_value")]
    [InlineData("""{"model":"agent","top_p":-0.1,"messages":[{"role":"user","content":"Hi"}]}""", "top_p", "invalid_value")]
    [InlineData("""{"model":"agent","stream":"yes","messages":[{"role":"user","content":"Hi"}]}""", "stream", "invalid_value")]
    [InlineData("""{"model":"agent","stream_options":{"include_usage":1},"messages":[{"role":"user","content":"Hi"}]}""", "stream_options.include_usage", "invalid_value")]
    [InlineData("""{"model":"agent","stop":[1],"messages":[{"role":"user","content":"Hi"}]}""", "stop[0]", "invalid_value")]
    [InlineData("""{"model":"agent","metadata":{"a":1},"messages":[{"role":"user","content":"Hi"}]}""", "metadata.a", "invalid_value")]
    [InlineData("""{"model":"agent","response_format":{"type":"xml"},"messages":[{"role":"user","content":"Hi"}]}""", "response_format.type", "invalid_value")]
    [InlineData("""{"model":"agent","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":"s"}},"messages":[{"role":"user","content":"Hi"}]}""", "response_format.json_schema.schema", "invalid_value")]
    [InlineData("""{"model":"agent","tool_choice":"required","messages":[{"role":"user","content":"Hi"}]}""", "tool_choice", "unsupported_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":"Hi"},{"role":"assistant","tool_calls":[{"id":"1","type":"function","function":{"name":"pay","arguments":"{}"}}]}]}""", "messages[1].tool_calls", "unsupported_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"tool","tool_call_id":"1","content":"paid"}]}""", "messages[0].role", "unsupported_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"assistant","content":null,"function_call":{"name":"pay","arguments":"{}"}}]}""", "messages[0].function_call", "unsupported_parameter")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":"Hi","tool_calls":[{}]}]}""", "messages[0].tool_calls", "invalid_value")]
    [InlineData("""{"model":"agent","qualifier":"canary","messages":[{"role":"user","content":"Hi"}]}""", "qualifier", "parameter_not_allowed")]
    [InlineData("""{"model":"agent","runtimeUserId":"root","messages":[{"role":"user","content":"Hi"}]}""", "runtimeUserId", "parameter_not_allowed")]
    [InlineData("""{"model":"agent","runtimeSessionId":"","messages":[{"role":"user","content":"Hi"}]}""", "runtimeSessionId", "invalid_value")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","content":"Hi"}""", null, "invalid_json")]
    [InlineData("""{"model":"agent","model":"other","messages":[{"role":"user","content":"Hi"}]}""", null, "invalid_json")]
    [InlineData("""{"model":"agent","messages":[{"role":"user","role":"system","content":"Hi"}]}""", null, "invalid_json")]
    [InlineData("""{"model":"agent","\ud800":1,"messages":[{"role":"user","content":"Hi"}]}""", null, "invalid_json")]
    [InlineData("", null, "invalid_json")]
    public async Task The_parameter_is_named(string body, string? param, string code)
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync(body);

        answer.ShouldBeError(400, "invalid_request_error", code, param);
        if (param is not null)
        {
            answer.Error.GetProperty("message").GetString().Should().Contain(param);
        }

        answer.Header("x-should-retry").Should().BeNull("nothing has run");
        client.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_model_is_404()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));

        Answer answer = await gateway.PostAsync("""{"model":"gpt-4o","messages":[]}""");

        answer.ShouldBeError(404, "invalid_request_error", "model_not_found", "model");
    }

    [Fact]
    public async Task A_model_is_never_a_runtimes_ARN()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync("""{"model":"arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/other-AbCdEf1234","messages":[{"role":"user","content":"Hi"}]}""");

        answer.ShouldBeError(404, "invalid_request_error", "model_not_found", "model");
        client.Calls.Should().BeEmpty();
    }
}
