using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>A tool's call that comes in pieces is told once, whole, when its block ends.</summary>
public sealed class PiecesTests
{
    private static readonly Dictionary<string, string[]> s_calls = new()
    {
        ["Converse"] =
        [
            """{"contentBlockStart":{"contentBlockIndex":1,"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
            """{"contentBlockDelta":{"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"a\""}}}}""",
            """{"contentBlockDelta":{"contentBlockIndex":1,"delta":{"toolUse":{"input":":1}"}}}}""",
            """{"contentBlockStop":{"contentBlockIndex":1}}""",
        ],
        ["Converse without an index"] =
        [
            """{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"c","name":"f"}}}}""",
            """{"contentBlockDelta":{"contentBlockIndex":null,"delta":{"toolUse":{"input":"{\"a\":1}"}}}}""",
            """{"contentBlockStop":{"contentBlockIndex":"0"}}""",
        ],
        ["Anthropic"] =
        [
            """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}""",
            """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}""",
            """{"type":"content_block_stop","index":1}""",
        ],
        ["Anthropic without an index"] =
        [
            """{"type":"content_block_start","content_block":{"type":"server_tool_use","id":"c","name":"f"}}""",
            """{"type":"content_block_delta","index":null,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}}""",
            """{"type":"content_block_stop"}""",
        ],
        ["OpenAI Responses"] =
        [
            """{"type":"response.output_item.added","item":{"type":"function_call","id":"i","call_id":"c","name":"f"}}""",
            """{"type":"response.function_call_arguments.delta","item_id":"i","delta":"{\"a\""}""",
            """{"type":"response.function_call_arguments.delta","item_id":"i","delta":":1}"}""",
            """{"type":"response.function_call_arguments.done","item_id":"i"}""",
        ],
        ["OpenAI Responses with one id"] =
        [
            """{"type":"response.output_item.added","item":{"type":"function_call","id":"c","name":"f"}}""",
            """{"type":"response.function_call_arguments.delta","item_id":"c","delta":"{\"a\":1}"}""",
            """{"type":"response.function_call_arguments.done","item_id":"c"}""",
        ],
        ["OpenAI Responses without an item's id"] =
        [
            """{"type":"response.output_item.added","item":{"type":"function_call","call_id":"c","name":"f"}}""",
            """{"type":"response.function_call_arguments.delta","delta":"{\"a\":1}"}""",
            """{"type":"response.function_call_arguments.done"}""",
        ],
        ["OpenAI chat"] =
        [
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"c","function":{"name":"f","arguments":"{\"a\""}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":":1}"}}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""",
        ],
        ["OpenAI chat without an index"] =
        [
            """{"choices":[{"delta":{"tool_calls":[{"id":"c","function":{"name":"f"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"{\"a\":1}"}}]}}]}""",
            """{"choices":[{"finish_reason":"tool_calls"}]}""",
        ],
        ["LangGraph"] =
        [
            """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{"index":1,"id":"c","name":"f","args":"{\"a\""}]}""",
            """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{"index":1,"name":null,"args":":1}"}]}""",
            """{"type":"ai","id":"m","content":""}""",
        ],
        ["LangGraph, named in every chunk"] =
        [
            """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{"index":1,"id":"c","name":"f","args":"{\"a\""}]}""",
            """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{"index":1,"id":"c","name":"f","args":":1}"}]}""",
            """{"type":"ai","id":"m","content":""}""",
        ],
        ["LangGraph without an index"] =
        [
            """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{"id":"c","name":"f"}]}""",
            """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{"args":"{\"a\":1}"}]}""",
            """{"type":"ai","id":"m","content":""}""",
        ],
        ["LangGraph in one chunk"] = ["""{"type":"AIMessageChunk","content":"","tool_calls":[{"id":"c","name":"f","args":{"a":1}}],"tool_call_chunks":[]}"""],
        ["LangGraph without pieces"] = ["""{"type":"AIMessageChunk","content":"","tool_calls":[{"id":"c","name":"f","args":{"a":1}},{"id":"d","name":"","args":{}}]}"""],
        ["Pydantic AI"] =
        [
            """{"event_kind":"part_start","index":1,"part":{"part_kind":"tool-call","tool_name":"f","tool_call_id":"c","args":"{\"a\""}}""",
            """{"event_kind":"part_delta","index":1,"delta":{"part_delta_kind":"tool_call","args_delta":":1}"}}""",
            """{"event_kind":"part_end","index":1}""",
        ],
        ["Pydantic AI without an index"] =
        [
            """{"event_kind":"part_start","part":{"part_kind":"builtin-tool-call","tool_name":"f","tool_call_id":"c"}}""",
            """{"event_kind":"part_delta","delta":{"part_delta_kind":"tool_call","args_delta":{"a":1}}}""",
            """{"event_kind":"part_end"}""",
        ],
        ["Pydantic AI, the next part in its place"] =
        [
            """{"event_kind":"part_start","index":0,"part":{"part_kind":"tool-call","tool_name":"f","tool_call_id":"c","args":{"a":1}}}""",
            """{"event_kind":"part_start","index":0,"part":{"part_kind":"text","content":""}}""",
        ],
        ["Pydantic AI, whole"] = ["""{"event_kind":"function_tool_call","part":{"tool_name":"f","tool_call_id":"c","args":{"a":1}}}"""],
        ["Pydantic AI, built in"] = ["""{"event_kind":"builtin_tool_call","part":{"tool_name":"f","tool_call_id":"c","args":"{\"a\":1}"}}"""],
        ["Strands for TypeScript"] =
        [
            """{"type":"modelContentBlockStartEvent","start":{"type":"toolUseStart","name":"f","toolUseId":"c"}}""",
            """{"type":"modelContentBlockDeltaEvent","delta":{"type":"toolUseInputDelta","input":"{\"a\""}}""",
            """{"type":"modelContentBlockDeltaEvent","delta":{"type":"toolUseInputDelta","input":":1}"}}""",
            """{"type":"modelContentBlockStopEvent"}""",
        ],
        ["Strands for TypeScript, the block"] = ["""{"type":"contentBlockEvent","contentBlock":{"type":"toolUseBlock","name":"f","toolUseId":"c","input":{"a":1}}}"""],
        ["AG-UI"] =
        [
            """{"type":"TOOL_CALL_START","toolCallId":"c","toolCallName":"f"}""",
            """{"type":"TOOL_CALL_ARGS","toolCallId":"c","delta":"{\"a\""}""",
            """{"type":"TOOL_CALL_ARGS","toolCallId":"c","delta":":1}"}""",
            """{"type":"TOOL_CALL_END","toolCallId":"c"}""",
        ],
    };

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_is_told_when_its_block_ends(string dialect)
    {
        Reading reading = await Ask.EventsAsync([.. s_calls[dialect], """{"contentBlockDelta":{"delta":{"text":"Hi"}}}"""]);

        reading.Contents<AIContent>().Select(Described).Should().Equal("""c f {"a":1}""", "Hi");
    }

    [Theory]
    [InlineData("inputTextDelta")]
    [InlineData("delta")]
    public async Task A_call_whose_end_nobody_tells_is_told_at_the_end(string key)
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"tool-input-start","toolCallId":"c","toolName":"f"}""",
            """{"type":"tool-input-delta","toolCallId":"c","{0}":"{\"a\""}""".With(key),
            """{"type":"tool-input-delta","toolCallId":"c"}""",
            """{"type":"tool-input-delta","toolCallId":"c","{0}":":1}"}""".With(key));

        reading.Contents<AIContent>().Select(Described).Should().Equal("""c f {"a":1}""");
    }

    [Theory]
    [InlineData("""{"type":"TEXT_MESSAGE_CHUNK","messageId":"m","delta":"Hi"}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_START","messageId":"m","role":"assistant"}""")]
    [InlineData("""{"type":"TOOL_CALL_CHUNK","toolCallId":"d","toolCallName":"g","delta":"{}"}""")]
    public async Task A_call_in_AG_UI_s_chunks_ends_where_something_else_begins(string next)
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"TOOL_CALL_CHUNK","toolCallId":"c","toolCallName":"f","delta":"{\"a\""}""",
            """{"type":"TOOL_CALL_CHUNK","toolCallId":"c","toolCallName":"f","delta":":1"}""",
            """{"type":"TOOL_CALL_CHUNK","delta":"}"}""",
            next,
            """{"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"Ho"}""");

        reading.Contents<AIContent>().Select(Described).First().Should().Be("""c f {"a":1}""");
    }

    [Fact]
    public async Task Calls_in_turns_are_told_apart_by_their_index()
    {
        Reading reading = await Ask.EventsAsync(
            Chunk("""{"index":0,"id":"c","name":"f","args":"{\"a\""},{"index":1,"id":"d","name":"g","args":"{\"b\""}"""),
            Chunk("""{"index":1,"args":":2}"}"""),
            Chunk("""{"index":0,"args":":1}"}"""),
            Chunk("""{"index":1,"id":"e","name":"h","args":"{}"}"""));

        reading.Contents<AIContent>().Select(Described).Should().Equal("""d g {"b":2}""", """c f {"a":1}""", "e h null");
    }

    [Fact]
    public async Task What_a_whole_message_says_of_a_call_again_is_not_told()
    {
        Reading reading = await Ask.EventsAsync([.. s_calls["LangGraph"][..2], """{"type":"ai","content":"Hi","tool_calls":[{"id":"c","name":"f","args":{"a":2}}]}"""]);

        reading.Contents<AIContent>().Select(Described).Should().Equal("""c f {"a":1}""", "Hi");
    }

    private static string Chunk(string pieces) => """{"type":"AIMessageChunk","content":"","tool_call_chunks":[{0}]}""".With(pieces);

    private static string Described(AIContent content) => content switch
    {
        FunctionCallContent call => $"{call.CallId} {call.Name} {JsonSerializer.Serialize(call.Arguments)}",
        TextContent text => text.Text,
        _ => content.GetType().Name,
    };
}
