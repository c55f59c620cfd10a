using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>What a caller gets of the tools that an agent ran: arguments, results, and the ids that join them.</summary>
public sealed class ToolTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData("\"seven\"", "\"seven\"")]
    [InlineData("7", "7")]
    [InlineData("""{"type":"text","text":"seven"}""", "\"seven\"")]
    [InlineData("""{"text":"seven"}""", """{"text":"seven"}""")]
    [InlineData("""{"type":"text","text":"seven","score":1}""", """{"type":"text","text":"seven","score":1}""")]
    [InlineData("""{"type":"text","score":1}""", """{"type":"text","score":1}""")]
    [InlineData("""[{"type":"text","text":"sev"},{"text":"en"}]""", "\"seven\"")]
    [InlineData("""[{"text":"seven"},{"json":7}]""", """[{"text":"seven"},{"json":7}]""")]
    [InlineData("""[{"json":{"number":7}}]""", """{"number":7}""")]
    [InlineData("""[{"json":1},{"json":2}]""", """[{"json":1},{"json":2}]""")]
    [InlineData("""[{"other":1}]""", """[{"other":1}]""")]
    [InlineData("[7]", "[7]")]
    [InlineData("[]", "[]")]
    public async Task A_result_is_its_text_or_its_JSON(string result, string expected)
    {
        Reading reading = await Ask.EventsAsync("""{"type":"tool-result","toolCallId":"c","result":{0}}""".With(result));

        JsonSerializer.Serialize(reading.Contents<FunctionResultContent>().Single().Result).Should().Be(expected);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("{}", "null")]
    [InlineData("null", "null")]
    [InlineData("[1]", """{"input":[1]}""")]
    [InlineData("7", """{"input":7}""")]
    [InlineData("\"{\\\"a\\\":1}\"", """{"a":1}""")]
    [InlineData("\"[1]\"", """{"input":[1]}""")]
    [InlineData("\" \"", "null")]
    public async Task Arguments_are_an_object_or_become_one(string arguments, string expected)
    {
        FunctionCallContent call = (await Ask.EventsAsync("""{"type":"tool-call","toolCallId":"c","toolName":"f","args":{0}}""".With(arguments))).Contents<FunctionCallContent>().Single();

        JsonSerializer.Serialize(call.Arguments).Should().Be(expected);
        call.Exception.Should().BeNull();
        call.InformationalOnly.Should().BeTrue();
    }

    [Fact]
    public async Task Arguments_that_are_no_JSON_are_given_as_they_came_with_a_fault()
    {
        FunctionCallContent call = (await Ask.EventsAsync("""{"type":"tool-call","toolCallId":"c","toolName":"f","args":"{oh"}""")).Contents<FunctionCallContent>().Single();

        call.Arguments.Should().Equal(new Dictionary<string, object?> { ["input"] = "{oh" });
        call.Exception.Should().NotBeNull();
    }

    [Fact]
    public async Task Calls_and_results_without_ids_are_joined_in_their_order()
    {
        Reading reading = await Ask.EventsAsync(
            """{"role":"assistant","content":"","tool_calls":[{"name":"f","args":{}},{"id":"own","name":"g","args":{}},{"name":"h","args":{}}]}""",
            """{"role":"tool","content":"1"}""",
            """{"role":"tool","tool_call_id":"own","content":"2"}""",
            """{"role":"tool","content":"3"}""",
            """{"type":"tool","status":"error","content":"4"}""");

        reading.Contents<FunctionCallContent>().Should().OnlyContain(call => call.InformationalOnly);
        reading.Contents<FunctionResultContent>().Select(result => result.Exception is null).Should().Equal(true, true, true, false);
        string[] calls = [.. reading.Contents<FunctionCallContent>().Select(call => call.CallId)];
        calls.Should().OnlyHaveUniqueItems().And.HaveCount(3).And.NotContain("");
        string[] results = [.. reading.Contents<FunctionResultContent>().Select(result => result.CallId)];
        results[..3].Should().Equal(calls);
        results.Should().OnlyHaveUniqueItems().And.HaveCount(4).And.NotContain("");
    }

    [Fact]
    public async Task Calls_that_come_in_pieces_without_ids_are_several()
    {
        Reading reading = await Ask.EventsAsync(
            Piece(0, "\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\""), Piece(1, "\"name\":\"g\",\"arguments\":\"{\\\"b\\\":\""),
            Piece(0, "\"arguments\":\"1}\""), Piece(1, "\"arguments\":\"2}\""),
            """{"role":"tool","content":"one"}""", """{"role":"tool","content":"two"}""");

        FunctionCallContent[] calls = [.. reading.Contents<FunctionCallContent>()];
        calls.Select(call => $"{call.Name} {JsonSerializer.Serialize(call.Arguments)}").Should().Equal("""f {"a":1}""", """g {"b":2}""");
        reading.Contents<FunctionResultContent>().Select(result => result.CallId).Should().Equal(calls.Select(call => call.CallId)).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_call_that_every_piece_names_again_is_one()
    {
        Reading reading = await Ask.EventsAsync(
            Piece(0, "\"name\":\"f\",\"arguments\":\"{\\\"a\\\":\"", id: "c"), Piece(0, "\"name\":\"f\",\"arguments\":\"1}\"", id: "c"));

        FunctionCallContent call = reading.Contents<FunctionCallContent>().Should().ContainSingle().Subject;
        $"{call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)}".Should().Be("""c f {"a":1}""");
    }

    [Fact]
    public async Task Calls_that_all_claim_the_first_place_are_several()
    {
        Reading reading = await Ask.EventsAsync(
            Piece(0, "\"name\":\"f\",\"arguments\":\"{}\"", id: "c"), Piece(0, "\"name\":\"g\",\"arguments\":\"{}\"", id: "d"), Piece(0, "\"name\":\"h\",\"arguments\":\"{}\""));

        reading.Contents<FunctionCallContent>().Select(call => call.Name).Should().Equal("f", "g", "h");
        reading.Contents<FunctionCallContent>().Select(call => call.CallId).Should().OnlyHaveUniqueItems().And.StartWith(["c", "d"]);
    }

    [Theory]
    [InlineData("in Lyon", "in Lyon")]
    [InlineData("\\\"in \\\\u004cyon\\\"", "in Lyon")]
    [InlineData("\\\"", "\"")]
    [InlineData("\\\"in Lyon", "\"in Lyon")]
    [InlineData("\\\"in\\\" or \\\"at\\\"", "\"in\" or \"at\"")]
    [InlineData("{\\\"a\\\":1}", """{"a":1}""")]
    public async Task An_AG_UI_result_may_be_a_string_written_as_JSON(string content, string expected)
    {
        Reading reading = await Ask.EventsAsync("""{"type":"TOOL_CALL_RESULT","messageId":"m","toolCallId":"c","content":"{0}"}""".With(content));

        reading.Contents<FunctionResultContent>().Single().Result.Should().Be(expected);
    }

    [Fact]
    public async Task A_whole_call_takes_the_place_of_its_pieces()
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"tool-input-start","toolCallId":"c","toolName":"f"}""",
            """{"type":"tool-input-delta","toolCallId":"c","inputTextDelta":"{\"a\":"}""",
            """{"type":"tool-input-available","toolCallId":"c","toolName":"f","input":{"a":1}}""",
            """{"type":"tool-call","toolCallId":"c","toolName":"f","input":{"a":2}}""");

        reading.Contents<FunctionCallContent>().Should().ContainSingle().Which.Arguments!["a"]!.ToString().Should().Be("1");
    }

    [Fact]
    public async Task Of_two_results_of_a_call_the_first_counts()
    {
        Reading reading = await Ask.EventsAsync("""{"type":"tool-result","toolCallId":"c","result":"1"}""", """{"type":"tool-result","toolCallId":"c","result":"2"}""");

        reading.Contents<FunctionResultContent>().Should().ContainSingle().Which.Result.Should().Be("1");
    }

    [Theory]
    [InlineData("""{"type":"tool-output-error","toolCallId":"c","errorText":"no"}""", "\"no\"")]
    [InlineData("""{"type":"tool-error","toolCallId":"c","error":{"message":"no"}}""", "\"no\"")]
    [InlineData("""{"type":"tool-error","toolCallId":"c","error":"no"}""", "\"no\"")]
    [InlineData("""{"role":"user","content":[{"toolResult":{"toolUseId":"c","status":"error","content":[{"text":"no"}]}}]}""", "\"no\"")]
    [InlineData("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","is_error":true,"content":"no"}]}""", "\"no\"")]
    [InlineData("""{"type":"tool","tool_call_id":"c","status":"error","content":"no"}""", "\"no\"")]
    [InlineData("""{"event_kind":"function_tool_result","result":{"part_kind":"retry-prompt","tool_call_id":"c","content":"no"}}""", "\"no\"")]
    [InlineData("""{"type":"MESSAGES_SNAPSHOT","messages":[{"id":"t","role":"tool","toolCallId":"c","content":"no","error":"it broke"}]}""", "\"no\"")]
    [InlineData("""{"tool_name":"f","tool_kwargs":{},"tool_id":"c","tool_output":{"content":"no","is_error":true}}""", "\"no\"")]
    [InlineData("""{"toolName":"f","toolKwargs":{},"toolId":"c","toolOutput":{"result":"no","isError":true}}""", "\"no\"")]
    public async Task A_tool_that_failed_is_told_as_such(string json, string result)
    {
        FunctionResultContent content = (await Ask.EventsAsync(json)).Contents<FunctionResultContent>().Should().ContainSingle().Subject;

        content.CallId.Should().Be("c");
        JsonSerializer.Serialize(content.Result).Should().Be(result);
        content.Exception!.Message.Should().Be("The agent's tool reported an error.");
        content.AdditionalProperties!["status"].Should().Be("error");
    }

    [Theory]
    [InlineData("""{"type":"tool_use","id":"c","name":"f","input":{"a":1}}""")]
    [InlineData("""{"type":"server_tool_use","tool_use_id":"c","name":"f","args":{"a":1}}""")]
    [InlineData("""{"type":"mcp_tool_use","id":"c","name":"f","input":{"a":1}}""")]
    [InlineData("""{"type":"tool_call","id":"c","name":"f","arguments":{"a":1}}""")]
    [InlineData("""{"type":"toolUseBlock","toolUseId":"c","name":"f","input":{"a":1}}""")]
    [InlineData("""{"toolUse":{"toolUseId":"c","name":"f","input":{"a":1}}}""")]
    [InlineData("""{"id":"c","name":"f","input":{"a":1}}""")]
    public async Task A_call_may_be_a_block_of_a_message(string block)
    {
        FunctionCallContent call = (await Ask.EventsAsync("""{"role":"assistant","content":[{0}]}""".With(block))).Contents<FunctionCallContent>().Should().ContainSingle().Subject;

        $"{call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)}".Should().Be("""c f {"a":1}""");
    }

    [Theory]
    [InlineData("""{"id":"c","function":{"name":"f","arguments":"{\"a\":1}"}}""")]
    [InlineData("""{"id":"c","name":"f","args":{"a":1}}""")]
    [InlineData("""{"tool_call_id":"c","name":"f","input":{"a":1}}""")]
    [InlineData("""{"tool_id":"c","tool_name":"f","tool_kwargs":{"a":1}}""")]
    public async Task A_call_may_stand_beside_a_message_s_content(string json)
    {
        foreach (string key in (string[])["tool_calls", "toolCalls"])
        {
            FunctionCallContent call = (await Ask.EventsAsync($$"""{"role":"assistant","content":"","{{key}}":[{{json}}]}""")).Contents<FunctionCallContent>().Should().ContainSingle().Subject;

            $"{call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)}".Should().Be("""c f {"a":1}""");
        }
    }

    [Theory]
    [InlineData("""{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"7"}]}""")]
    [InlineData("""{"role":"user","content":[{"type":"web_search_tool_result","toolUseId":"c","content":"7"}]}""")]
    [InlineData("""{"role":"user","content":[{"tool_use_id":"c","content":"7"}]}""")]
    [InlineData("""{"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":"7"}]}}]}""")]
    [InlineData("""{"role":"tool","tool_call_id":"c","content":"7"}""")]
    [InlineData("""{"role":"tool","toolCallId":"c","content":"7"}""")]
    [InlineData("""{"type":"ToolMessage","tool_call_id":"c","content":"7"}""")]
    [InlineData("""{"type":"toolResultEvent","result":{"toolResult":{"toolUseId":"c","status":"success","content":[{"text":"7"}]}}}""")]
    [InlineData("""{"type":"afterToolCallEvent","result":{"toolResult":{"toolUseId":"c","status":"success","content":[{"text":"7"}]}}}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"web_search_tool_result","tool_use_id":"c","content":"7"}}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"7"}]}}""")]
    [InlineData("""{"type":"run_item_stream_event","item":{"type":"tool_call_output_item","rawItem":{"callId":"c","output":"6"},"output":"7"}}""")]
    [InlineData("""{"type":"run_item_stream_event","item":{"type":"tool_call_output_item","raw_item":{"call_id":"c","output":"7"}}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"function_call_output","call_id":"c","output":"7"}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"function_call_result","callId":"c","output":"7"}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"mcp_call","id":"c","name":"f","arguments":"{}","output":"7"}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"mcp_call","call_id":"c","id":"i","name":"f","arguments":"{}","output":"7"}}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"mcp_call","callId":"c","id":"i","name":"f","arguments":"{}","output":"7"}}""")]
    [InlineData("""{"contents":[{"$type":"functionResult","callId":"c","result":"7"}]}""")]
    [InlineData("""{"Contents":[{"$type":"functionResult","CallId":"c","Result":"7"}]}""")]
    [InlineData("""{"invocationId":"i","partial":true,"content":{"parts":[{"functionResponse":{"id":"c","response":"7"}}]}}""")]
    [InlineData("""{"type":"tool-output-available","toolCallId":"c","output":"7"}""")]
    [InlineData("""{"type":"tool-result","toolCallId":"c","result":"7"}""")]
    [InlineData("""{"event_kind":"function_tool_result","result":{"tool_call_id":"c","content":"7"}}""")]
    [InlineData("""{"event_kind":"builtin_tool_result","part":{"tool_call_id":"c","content":"7"}}""")]
    [InlineData("""{"content":{"role":"user","parts":[{"functionResponse":{"id":"c","response":"7"}}]}}""")]
    [InlineData("""{"content":{"role":"user","parts":[{"function_response":{"id":"c","response":"7"}}]}}""")]
    [InlineData("""{"tool_name":"f","tool_kwargs":{},"tool_id":"c","tool_output":{"blocks":[{"text":"7"}]}}""")]
    [InlineData("""{"tool_name":"f","tool_kwargs":{},"tool_id":"c","tool_output":{"raw_output":"7"}}""")]
    [InlineData("""{"tool_name":"f","tool_kwargs":{},"tool_id":"c","tool_output":"7"}""")]
    [InlineData("""{"event":"on_tool_end","data":{"output":{"type":"tool","tool_call_id":"c","content":"7"}}}""")]
    [InlineData("""{"type":"TOOL_CALL_RESULT","messageId":"m","toolCallId":"c","content":"7"}""")]
    [InlineData("""{"type":"TOOL_CALL_RESULT","messageId":"m","toolCallId":"c","content":"\"7\""}""")]
    [InlineData("""{"type":"MESSAGES_SNAPSHOT","messages":[{"id":"t","role":"tool","toolCallId":"c","content":"\"7\""}]}""")]
    public async Task A_result_may_be_told_as(string json)
    {
        FunctionResultContent result = (await Ask.EventsAsync(json)).Contents<FunctionResultContent>().Should().ContainSingle().Subject;

        $"{result.CallId} {result.Result}".Should().Be("c 7");
        result.Exception.Should().BeNull();
    }

    [Theory]
    [InlineData("\"type\":\"text\"", "Hi")]
    [InlineData("\"id\":\"1\"", "Hi")]
    [InlineData("\"index\":0", "Hi")]
    [InlineData("\"annotations\":[]", "Hi")]
    [InlineData("\"citations\":[]", "Hi")]
    [InlineData("\"signature\":\"s\"", "Hi")]
    [InlineData("\"trackingId\":\"t\"", "Hi")]
    [InlineData("\"cache_control\":{}", "Hi")]
    [InlineData("\"extras\":{}", "Hi")]
    [InlineData("\"logprobs\":[]", "Hi")]
    [InlineData("\"name\":\"n\"", "Hi")]
    [InlineData("\"input\":1", "Hi")]
    [InlineData("\"score\":1", null)]
    public async Task A_list_of_blocks_holds_nothing_but_them(string beside, string? text)
    {
        string body = $$"""[{"text":"Hi",{{beside}}}]""";

        (await Ask.BodyAsync("application/json", body)).Text.Should().Be(text ?? body);
    }

    [Theory]
    [InlineData("""{"toolUse":{"toolUseId":"c","name":"f","input":{}}}""")]
    [InlineData("""{"toolResult":{"toolUseId":"c","content":[]}}""")]
    [InlineData("""{"reasoningContent":{"reasoningText":{"text":"Hm."}}}""")]
    [InlineData("""{"type":"reasoning","reasoning":"Hm."}""")]
    [InlineData("""{"type":"thinking","thinking":"Hm.","signature":"s"}""")]
    [InlineData("""{"reasoning_content":"Hm."}""")]
    [InlineData("""{"tool_use":{}}""")]
    [InlineData("""{"functionCall":{}}""")]
    [InlineData("""{"functionResponse":{}}""")]
    public async Task A_list_of_blocks_may_hold_more_than_text(string block) =>
        (await Ask.BodyAsync("application/json", $$"""[{{block}},{"text":"Hi"}]""")).Text.Should().Be("Hi");

    [Theory]
    [InlineData("""[{"id":"1"}]""")]
    [InlineData("""[{"type":"text"}]""")]
    [InlineData("[1]")]
    [InlineData("[]")]
    public async Task A_list_without_a_block_is_its_own_text(string body) => (await Ask.BodyAsync("application/json", body)).Text.Should().Be(body);

    private static string Piece(int index, string function, string? id = null) =>
        $$$"""{"choices":[{"index":0,"delta":{"tool_calls":[{"index":{{{index}}},{{{(id is null ? "" : $"\"id\":\"{id}\",")}}}"function":{ {{{function}}} }}]}}]}""";
}
