using System.Net;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Answers;

public sealed class StreamedAnswerTests
{
    private const string Body = """{"model":"agent","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";
    private const string BodyWithUsage = """{"model":"agent","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Hi"}]}""";

    [Fact]
    public async Task A_stream_has_one_role_one_finish_reason_and_an_end()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("Hel", "lo <b>\n"));

        Answer answer = await gateway.PostAsync(Body);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.ContentType.Should().Be("text/event-stream; charset=utf-8");
        answer.Header("Cache-Control").Should().Be("no-cache");
        answer.Header("X-Accel-Buffering").Should().Be("no");
        answer.Normalized.Should().Be(
            """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{"content":"lo <b>\n"},"finish_reason":null}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """);
    }

    [Fact]
    public async Task Usage_comes_in_a_chunk_without_choices_where_it_is_asked_for()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient(call => ScriptedChatClient.Updates(
        [
            ScriptedChatClient.Update(new TextReasoningContent("Hm.")),
            ScriptedChatClient.Update(new TextContent("Hi"), new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4 })),
        ])));

        Answer answer = await gateway.PostAsync(BodyWithUsage);

        answer.Normalized.Should().Be(
            """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"Hm."},"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}],"usage":null}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}

            data: [DONE]


            """);
        (await gateway.PostAsync(Body)).Body.Should().NotContain("usage");
    }

    [Fact]
    public async Task An_answer_without_a_word_is_still_the_assistants()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient());

        Answer answer = await gateway.PostAsync(Body);

        answer.Normalized.Should().Be(
            """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"agent","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """);
    }
}
