using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Each event by itself: in a recording another event often says the same.</summary>
public sealed class DialectTests
{
    [Theory]
    [InlineData("""{"contentBlockDelta":{"delta":{"text":"Hi"}}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"Hi"}}""")]
    [InlineData("""{"type":"stream_event","event":{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}}""")]
    [InlineData("""{"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"Hi"}]}}""")]
    [InlineData("""{"type":"result","subtype":"success","result":"Hi"}""")]
    [InlineData("""{"num_turns":1,"is_error":false,"result":"Hi"}""")]
    [InlineData("""{"type":"raw_response_event","data":{"type":"response.output_text.delta","delta":"Hi"}}""")]
    [InlineData("""{"type":"raw_model_stream_event","data":{"type":"response.output_text.delta","delta":"Hi"}}""")]
    [InlineData("""{"type":"output_text_delta","delta":"Hi"}""")]
    [InlineData("""{"type":"response_done","response":{"output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]}}""")]
    [InlineData("""{"type":"run_item_stream_event","item":{"type":"message_output_item","rawItem":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}}""")]
    [InlineData("""{"type":"run_item_stream_event","item":{"type":"message_output_item","raw_item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}}""")]
    [InlineData("""{"type":"response.refusal.delta","delta":"Hi"}""")]
    [InlineData("""{"type":"response.refusal.done","refusal":"Hi"}""")]
    [InlineData("""{"type":"response.output_item.done","item":{"type":"message","content":[{"type":"output_text","text":"Hi"}]}}""")]
    [InlineData("""{"type":"response.completed","response":{"output":[{"type":"message","content":[{"type":"output_text","text":"Hi"}]}]}}""")]
    [InlineData("""{"object":"response","output":[{"type":"message","content":[{"type":"refusal","refusal":"Hi"}]}]}""")]
    [InlineData("""{"type":"modelStreamUpdateEvent","event":{"type":"modelContentBlockDeltaEvent","delta":{"type":"textDelta","text":"Hi"}}}""")]
    [InlineData("""{"type":"nodeStreamUpdateEvent","nodeId":"n","inner":{"event":{"type":"modelContentBlockDeltaEvent","delta":{"type":"textDelta","text":"Hi"}}}}""")]
    [InlineData("""{"type":"contentBlockEvent","contentBlock":{"type":"textBlock","text":"Hi"}}""")]
    [InlineData("""{"type":"modelMessageEvent","message":{"role":"assistant","content":[{"text":"Hi"}]}}""")]
    [InlineData("""{"type":"messageAddedEvent","message":{"role":"assistant","content":[{"text":"Hi"}]}}""")]
    [InlineData("""{"type":"agentResultEvent","result":{"lastMessage":{"role":"assistant","content":[{"text":"Hi"}]}}}""")]
    [InlineData("""{"type":"agentResult","lastMessage":{"role":"assistant","content":[{"text":"Hi"}]}}""")]
    [InlineData("""{"type":"nodeResultEvent","result":{"status":"COMPLETED","content":[{"text":"Hi"}]}}""")]
    [InlineData("""{"type":"multiAgentResultEvent","result":{"content":[{"text":"Hi"}]}}""")]
    [InlineData("""{"type":"multiAgentResult","content":[{"text":"Hi"}]}""")]
    [InlineData("""{"type":"multiagent_node_stream","node_id":"n","event":{"contentBlockDelta":{"delta":{"text":"Hi"}}}}""")]
    [InlineData("""{"type":"text-delta","delta":"Hi"}""")]
    [InlineData("""{"type":"text-delta","text":"Hi"}""")]
    [InlineData("""{"type":"text-delta","textDelta":"Hi"}""")]
    [InlineData("""{"event_kind":"part_start","index":0,"part":{"part_kind":"text","content":"Hi"}}""")]
    [InlineData("""{"event_kind":"part_delta","index":0,"delta":{"part_delta_kind":"text","content_delta":"Hi"}}""")]
    [InlineData("""{"event_kind":"agent_run_result","result":{"output":"Hi"}}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"Hi"}]}},{"content":{"parts":[{"text":"Ho"}]}}]}""")]
    [InlineData("""{"invocationId":"i","partial":true,"content":{"parts":[{"text":"Hi"}]}}""")]
    [InlineData("""{"invocation_id":"i","content":{"parts":[{"text":"Hi"}]}}""")]
    [InlineData("""{"content":{"parts":[{"text":"Hi"}]}}""")]
    [InlineData("""{"delta":"Hi","response":"Hi"}""")]
    [InlineData("""{"delta":"Hi","current_agent_name":"a"}""")]
    [InlineData("""{"delta":"Hi","currentAgentName":"a"}""")]
    [InlineData("""{"response":{"blocks":[{"text":"H"},{"text":"i"}]}}""")]
    [InlineData("""{"raw":"Hi","tasks_output":[]}""")]
    [InlineData("""{"chunk_type":"text","content":"Hi"}""")]
    [InlineData("""{"choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"delta":{"refusal":"Hi"}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":"Hi"}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"refusal":"Hi"}}]}""")]
    [InlineData("""{"choices":[{"text":"Hi"}]}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_CONTENT","messageId":"m","delta":"Hi"}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_CHUNK","messageId":"m","delta":"Hi"}""")]
    [InlineData("""{"type":"TEXT_MESSAGE_CHUNK","delta":"Hi"}""")]
    [InlineData("""{"type":"RUN_FINISHED","threadId":"t","runId":"r","result":"Hi"}""")]
    [InlineData("""{"type":"MESSAGES_SNAPSHOT","messages":[{"id":"m","role":"assistant","content":"Hi"}]}""")]
    [InlineData("""{"role":"assistant","content":["H",{"text":"i"}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"text_delta","text":"Hi"}]}""")]
    [InlineData("""{"chunk":"Hi"}""")]
    [InlineData("""{"message":"Hi","done":true}""")]
    [InlineData("""{"message":"Hi","done":false}""")]
    [InlineData("""{"delta":{},"data":"Hi"}""")]
    [InlineData("""{"type":"AIMessageChunk","content":"Hi"}""")]
    [InlineData("""{"type":"AIMessage","content":"Hi"}""")]
    [InlineData("""{"type":"ai","data":{"content":"Hi"}}""")]
    [InlineData("""{"lc":1,"id":["langchain","AIMessage"],"kwargs":{"content":"Hi"}}""")]
    [InlineData("""{"lc":1,"id":["langchain","AIMessageChunk"],"kwargs":{"content":"Hi"}}""")]
    [InlineData("""[{"type":"AIMessageChunk","content":"Hi"},{"langgraph_node":"n"}]""")]
    [InlineData("""["messages",[{"type":"AIMessageChunk","content":"Hi"},{}]]""")]
    [InlineData("""[["n"],"messages",[{"type":"AIMessageChunk","content":"Hi"},{}]]""")]
    [InlineData("""["updates",{"n":{"messages":[{"type":"ai","content":"Hi"}]}}]""")]
    [InlineData("""["values",{"messages":[{"type":"human","content":"q"},{"type":"ai","content":"Hi"}]}]""")]
    [InlineData("""["custom",{"text":"Hi"}]""")]
    [InlineData("""{"n":{"messages":[{"type":"ai","content":"Hi"}]},"o":null}""")]
    [InlineData("""{"n":{"messages":{"type":"ai","content":"Hi"}}}""")]
    [InlineData("""{"event":"on_chat_model_stream","data":{"chunk":{"type":"AIMessageChunk","content":"Hi"}}}""")]
    [InlineData("""{"event":"on_chat_model_end","data":{"output":{"type":"AIMessageChunk","content":"Hi"}}}""")]
    [InlineData("""{"chunk":{"type":"AIMessageChunk","content":"Hi"}}""")]
    [InlineData("""{"role":"assistant","content":"Hi"}""")]
    [InlineData("""{"role":"ai","content":"Hi"}""")]
    [InlineData("""{"role":"model","content":"Hi"}""")]
    [InlineData("""{"message":{"role":"assistant","content":[{"text":"Hi"}]}}""")]
    [InlineData("""[{"text":"H"},{"text":"i"}]""")]
    [InlineData("""[{"role":"user","content":"q"},{"role":"assistant","content":"Hi"}]""")]
    [InlineData("""{"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"Hi"}]}""")]
    public async Task Its_text_is_told(string json)
    {
        (await Ask.EventsAsync(json)).Text.Should().Be("Hi");
        (await Ask.EventsAsync("""{"of no dialect":1}""", json)).Text.Should().Be("Hi");
    }

    [Theory]
    [InlineData("""{"contentBlockDelta":{"delta":{"reasoningContent":{"text":"Hm."}}}}""")]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"Hm."}}""")]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}""")]
    [InlineData("""{"type":"response.reasoning_summary_text.delta","delta":"Hm."}""")]
    [InlineData("""{"type":"response.reasoning_text.delta","delta":"Hm."}""")]
    [InlineData("""{"type":"response.reasoning.delta","delta":"Hm."}""")]
    [InlineData("""{"type":"response.reasoning_summary_text.done","text":"Hm."}""")]
    [InlineData("""{"type":"model","event":{"type":"response.reasoning_text.delta","delta":"Hm."}}""")]
    [InlineData("""{"type":"modelContentBlockDeltaEvent","delta":{"type":"reasoningContentDelta","text":"Hm."}}""")]
    [InlineData("""{"type":"contentBlockEvent","contentBlock":{"type":"reasoningBlock","text":"Hm."}}""")]
    [InlineData("""{"reasoningText":"Hm."}""")]
    [InlineData("""{"type":"reasoning-delta","delta":"Hm."}""")]
    [InlineData("""{"type":"reasoning-delta","text":"Hm."}""")]
    [InlineData("""{"type":"reasoning-delta","textDelta":"Hm."}""")]
    [InlineData("""{"type":"reasoning","textDelta":"Hm."}""")]
    [InlineData("""{"event_kind":"part_start","index":0,"part":{"part_kind":"thinking","content":"Hm."}}""")]
    [InlineData("""{"event_kind":"part_delta","index":0,"delta":{"part_delta_kind":"thinking","content_delta":"Hm."}}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"text":"Hm.","thought":true}]}}]}""")]
    [InlineData("""{"invocationId":"i","content":{"parts":[{"text":"Hm.","thought":true}]}}""")]
    [InlineData("""{"delta":"","response":"","thinking_delta":"Hm."}""")]
    [InlineData("""{"choices":[{"delta":{"reasoning_content":"Hm."}}]}""")]
    [InlineData("""{"choices":[{"delta":{"reasoning":"Hm."}}]}""")]
    [InlineData("""{"choices":[{"delta":{"thinking":"Hm."}}]}""")]
    [InlineData("""{"choices":[{"message":{"role":"assistant","content":null,"reasoning_content":"Hm."}}]}""")]
    [InlineData("""{"type":"AIMessageChunk","content":"","additional_kwargs":{"reasoning_content":"Hm."}}""")]
    [InlineData("""{"type":"ai","content":"","additional_kwargs":{"reasoning_content":"Hm."}}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"reasoning","summary":[{"text":"H"},{"text":"m."}]}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"reasoning","content":[{"text":"Hm."}]}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"reasoning","reasoning":"Hm."}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"reasoning_text","text":"Hm."}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"summary_text","text":"Hm."}]}""")]
    [InlineData("""{"role":"assistant","content":[{"thinking":"Hm."}]}""")]
    [InlineData("""{"type":"REASONING_MESSAGE_CONTENT","messageId":"m","delta":"Hm."}""")]
    [InlineData("""{"type":"REASONING_MESSAGE_CHUNK","delta":"Hm."}""")]
    [InlineData("""{"type":"THINKING_TEXT_MESSAGE_CONTENT","delta":"Hm."}""")]
    [InlineData("""{"type":"MESSAGES_SNAPSHOT","messages":[{"id":"m","role":"reasoning","content":"Hm."}]}""")]
    public async Task Its_reasoning_is_told(string json)
    {
        Reading reading = await Ask.EventsAsync(json);

        string.Concat(reading.Contents<TextReasoningContent>().Select(content => content.Text)).Should().Be("Hm.");
        reading.Text.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"message_start","message":{"model":"m"}}""")]
    [InlineData("""{"type":"assistant","message":{"role":"assistant","model":"m","content":[{"type":"text","text":"Hi"}]}}""")]
    [InlineData("""{"model":"m","choices":[{"delta":{"content":"Hi"}}]}""")]
    [InlineData("""{"object":"response","model":"m","output":[]}""")]
    [InlineData("""{"modelVersion":"m","candidates":[]}""")]
    [InlineData("""{"model_version":"m","candidates":[]}""")]
    [InlineData("""{"type":"ai","content":"Hi","response_metadata":{"model_name":"m"}}""")]
    [InlineData("""{"type":"ai","content":"Hi","response_metadata":{"model":"m"}}""")]
    [InlineData("""{"type":"ai","content":"Hi","response_metadata":{"model_id":"m"}}""")]
    [InlineData("""{"role":"assistant","content":"Hi","model":"m"}""")]
    [InlineData("""{"text":"Hi","model":"m"}""")]
    [InlineData("""{"type":"RUN_FINISHED","usage":[{"model":"m"}]}""")]
    public async Task Its_model_is_told(string json) => (await Ask.EventsAsync(json)).Updates[^1].ModelId.Should().Be("m");

    [Theory]
    [InlineData("""{"messageStop":{"stopReason":"max_tokens"}}""")]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":"max_tokens"}}""")]
    [InlineData("""{"type":"modelMessageStopEvent","stopReason":"maxTokens"}""")]
    [InlineData("""{"type":"modelMessageEvent","message":{"role":"assistant","content":[]},"stopReason":"maxTokens"}""")]
    [InlineData("""{"type":"agentResult","stopReason":"maxTokens"}""")]
    [InlineData("""{"type":"finish-step","finishReason":"length"}""")]
    [InlineData("""{"type":"step-finish","finishReason":"length"}""")]
    [InlineData("""{"type":"finish","finishReason":"length"}""")]
    [InlineData("""{"candidates":[{"content":{"parts":[]},"finishReason":"MAX_TOKENS"}]}""")]
    [InlineData("""{"invocation_id":"i","finish_reason":"MAX_TOKENS"}""")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"length"}]}""")]
    [InlineData("""{"type":"response.incomplete","response":{"incomplete_details":{"reason":"max_output_tokens"}}}""")]
    [InlineData("""{"type":"ai","content":"Hi","response_metadata":{"finish_reason":"length"}}""")]
    [InlineData("""{"type":"ai","content":"Hi","response_metadata":{"stopReason":"max_tokens"}}""")]
    [InlineData("""{"type":"ai","content":"Hi","response_metadata":{"stop_reason":"max_tokens"}}""")]
    [InlineData("""{"role":"assistant","content":"Hi","stop_reason":"max_tokens"}""")]
    [InlineData("""{"role":"assistant","content":"Hi","stopReason":"max_tokens"}""")]
    [InlineData("""{"role":"assistant","content":"Hi","finish_reason":"length"}""")]
    [InlineData("""{"text":"Hi","stop_reason":"length"}""")]
    [InlineData("""{"text":"Hi","stopReason":"length"}""")]
    [InlineData("""{"text":"Hi","finish_reason":"length"}""")]
    [InlineData("""{"text":"Hi","finishReason":"length"}""")]
    public async Task Its_end_is_told(string json) => (await Ask.EventsAsync(json)).Updates[^1].FinishReason.Should().Be(ChatFinishReason.Length);

    [Theory]
    [InlineData("""{"throttlingException":{"message":"no"}}""", "throttlingException")]
    [InlineData("""{"type":"result","subtype":"error_max_turns","result":"no"}""", "error_max_turns")]
    [InlineData("""{"type":"result","subtype":"success","is_error":true,"result":"no"}""", "success")]
    [InlineData("""{"type":"response.failed","response":{"error":{"code":"c","message":"no"}}}""", "c")]
    [InlineData("""{"invocationId":"i","errorCode":"c","errorMessage":"no"}""", "c")]
    [InlineData("""{"invocation_id":"i","error_code":"c","error_message":"no"}""", "c")]
    [InlineData("""{"type":"nodeResultEvent","result":{"status":"FAILED","error":{"message":"no"}}}""", null)]
    [InlineData("""{"type":"multiAgentResult","status":"FAILED","results":[{"status":"COMPLETED"},{"status":"FAILED","error":"no"}]}""", null)]
    [InlineData("""{"force_stop":true,"force_stop_reason":"no"}""", null)]
    [InlineData("""{"type":"RUN_ERROR","message":"no","code":"c"}""", "c")]
    [InlineData("""{"type":"RUN_ERROR","message":"no"}""", null)]
    public async Task Its_error_is_told(string json, string? code)
    {
        AgentCoreException? error = (await Ask.EventsAsync(json)).Error;

        error!.Message.Should().Be("The agent reported an error in its answer: no");
        error.ErrorCode.Should().Be(code);
    }

    [Theory]
    [InlineData("""{"force_stop":true}""", "The agent was stopped.")]
    [InlineData("""{"num_turns":1,"is_error":true}""", "The agent failed.")]
    [InlineData("""{"contents":[{"$type":"error"}]}""", "The agent failed.")]
    [InlineData("""{"type":"response.failed","response":{"error":{"code":"c"}}}""", "The model failed.")]
    [InlineData("""{"type":"nodeResultEvent","result":{"status":"FAILED"}}""", "A node of the agent failed.")]
    [InlineData("""{"type":"multiAgentResult","status":"FAILED","results":["a",{"status":"FAILED"}]}""", "A node of the agent failed.")]
    [InlineData("""{"type":"RUN_ERROR"}""", "it told no reason.")]
    public async Task An_error_without_words_is_told_all_the_same(string json, string words) =>
        (await Ask.EventsAsync(json)).Error!.Message.Should().Be("The agent reported an error in its answer: " + words);

    [Theory]
    [InlineData("""{"type":"RAW","text":"Hi"}""")]
    [InlineData("""{"type":"CUSTOM","name":"n","text":"Hi"}""")]
    [InlineData("""{"type":"CUSTOM","text":"Hi"}""")]
    [InlineData("""{"type":"run_started","text":"Hi"}""")]
    public async Task An_author_s_own_event_is_not_taken_for_one_of_AG_UI(string json) => (await Ask.EventsAsync(json)).Text.Should().Be("Hi");

    [Fact]
    public async Task An_AG_UI_message_of_another_s_is_left_out_and_the_next_one_told()
    {
        Reading reading = await Ask.EventsAsync(
            """{"type":"TEXT_MESSAGE_START","messageId":"u","role":"user"}""",
            """{"type":"TEXT_MESSAGE_CONTENT","messageId":"u","delta":"no"}""",
            """{"type":"TEXT_MESSAGE_CONTENT","messageId":"a","delta":"H"}""",
            """{"type":"TEXT_MESSAGE_CONTENT","messageId":"u","delta":"no"}""",
            """{"type":"TEXT_MESSAGE_CHUNK","messageId":"a","role":"assistant","delta":"i"}""",
            """{"type":"TEXT_MESSAGE_CHUNK","delta":"!"}""");

        reading.Text.Should().Be("Hi!");
    }

    [Theory]
    [InlineData("""{"type":"RUN_FINISHED"}""", "stop")]
    [InlineData("""{"type":"RUN_FINISHED","outcome":{"type":"success"}}""", "stop")]
    [InlineData("""{"type":"RUN_FINISHED","outcome":{"type":"interrupt","interrupts":[]}}""", "interrupt")]
    [InlineData("""{"type":"RUN_FINISHED","outcome":{"type":"cancelled"}}""", "cancelled")]
    public async Task An_AG_UI_run_ends_with_its_outcome(string json, string reason) =>
        (await Ask.EventsAsync(json)).Updates[^1].FinishReason.Should().Be(new ChatFinishReason(reason));
}
