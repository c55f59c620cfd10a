using System.Net;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Answers;

public sealed class WholeAnswerTests
{
    [Fact]
    public async Task An_answer_is_one_chat_completion()
    {
        ScriptedChatClient client = new(call => ScriptedChatClient.Updates(
        [
            ScriptedChatClient.Update(new TextReasoningContent("Six sevens.")),
            ScriptedChatClient.Update(new TextContent("6 x 7 ")),
            ScriptedChatClient.Update(new TextContent("is <42> & \"more\" — ☃\n")),
            new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 3, OutputTokenCount = 4, TotalTokenCount = 7, CachedInputTokenCount = 2, ReasoningTokenCount = 1 })])
            {
                FinishReason = ChatFinishReason.Length,
            },
        ]));
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync("""{"model":"agent","messages":[{"role":"user","content":"What is 6 x 7?"}]}""");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.ContentType.Should().Be("application/json");
        answer.Normalized.Should().Be(
            """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"agent","choices":[{"index":0,"message":{"role":"assistant","content":"6 x 7 is <42> & \"more\" — ☃\n","refusal":null,"reasoning_content":"Six sevens."},"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}}""");
        client.Call.Messages.Should().ContainSingle().Which.Text.Should().Be("What is 6 x 7?");
        answer.Header("x-request-id").Should().MatchRegex("^req_[0-9a-f]{32}$");
    }
}
