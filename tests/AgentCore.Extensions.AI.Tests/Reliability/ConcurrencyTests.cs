using System.Globalization;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.FakeDataPlane;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>One client, used by many at once: what belongs to one call never reaches another.</summary>
public sealed class ConcurrencyTests
{
    private const int Users = 64;
    private const int Calls = 12;

    [Fact]
    public async Task Sessions_options_and_answers_of_callers_at_once_never_mix()
    {
        await using FakeAgentRuntime agent = await FakeAgentRuntime.StartAsync(async call =>
        {
            string user = call.Request.Header("X-Amzn-Bedrock-AgentCore-Runtime-User-Id")!;
            string session = call.Request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Session-Id")!;
            string tenant = call.Request.Header("X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant")!;
            string prompt = JsonDocument.Parse(call.Request.Body).RootElement.GetProperty("prompt").GetString()!;
            await call.StreamAsync("text/event-stream", $"data: \"{user}|\"\n\n", $"data: \"{tenant}|{session}|\"\n\n", $"data: \"{prompt}\"\n\n");
        });
        using AgentCoreChatClient client = new(agent.Address.ToString());

        await Task.WhenAll(Enumerable.Range(0, Users).Select(user => Task.Run(() => CallAsync(client, user))));

        agent.Requests.Should().HaveCountLessThanOrEqualTo(Users * Calls).And.HaveCountGreaterThanOrEqualTo(Users * Calls / 4 * 3);
    }

    private static async Task CallAsync(AgentCoreChatClient client, int number)
    {
        string user = number.ToString("D2", CultureInfo.InvariantCulture);
        string session = RuntimeSessionId.FromKey($"user-{user}");
        for (int i = 0; i < Calls; i++)
        {
            ChatOptions options = new ChatOptions { ConversationId = session }
                .WithRuntimeUserId($"user-{user}").WithHeader("X-Amzn-Bedrock-AgentCore-Runtime-Custom-Tenant", $"tenant-{user}");
            string prompt = $"question {user}-{i}";
            string expected = $"user-{user}|tenant-{user}|{session}|{prompt}";
            using CancellationTokenSource leave = new();
            if (i % 4 == 3)
            {
                // This one leaves after the first words; the others must not notice.
                await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(prompt, options, leave.Token))
                {
                    if (update.Text.Length > 0)
                    {
                        expected.Should().StartWith(update.Text);
                        break;
                    }
                }
            }
            else if (i % 2 == 0)
            {
                (await client.GetResponseAsync(prompt, options, leave.Token)).Text.Should().Be(expected);
            }
            else
            {
                ChatResponse response = await client.GetStreamingResponseAsync(prompt, options, leave.Token).ToChatResponseAsync(leave.Token);
                response.Text.Should().Be(expected);
                response.ConversationId.Should().Be(session);
            }
        }
    }
}
