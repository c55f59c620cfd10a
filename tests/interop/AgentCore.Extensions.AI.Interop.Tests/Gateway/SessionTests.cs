using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>Whose sessions are whose, through NuGet's <c>OpenAI</c>, against an agent that records what it gets.</summary>
public sealed class SessionTests(ConfiguredGateway gateway) : IClassFixture<ConfiguredGateway>
{
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    [Fact]
    public async Task Without_a_session_each_call_is_a_fresh_one_with_the_whole_conversation()
    {
        string marker = Guid.NewGuid().ToString("N");
        List<ChatMessage> messages = [];
        for (int turn = 1; turn <= 3; turn++)
        {
            messages.Add(new UserChatMessage($"Question {turn} {marker}"));
            (ChatCompletion answer, _) = await AskAsync("sk-alice", "agent", messages);
            messages.Add(new AssistantChatMessage(answer));
        }

        var calls = gateway.CallsWith(marker);
        calls.Select(call => call.Header(SessionHeader)).Distinct().Should().HaveCount(3);
        Prompt(calls[2].BodyText).Should().Be(
            $"<user>Question 1 {marker}</user>\n<assistant>Half an answer.</assistant>\n<user>Question 2 {marker}</user>\n<assistant>Half an answer.</assistant>\n\nQuestion 3 {marker}");
    }

    [Fact]
    public async Task In_a_session_only_what_is_new_is_sent_and_the_id_stays()
    {
        string marker = Guid.NewGuid().ToString("N");
        List<ChatMessage> messages = [new UserChatMessage($"Question 1 {marker}")];
        (ChatCompletion answer, string session) = await AskAsync("sk-alice", "agent", messages);
        messages.AddRange([new AssistantChatMessage(answer), new UserChatMessage($"Question 2 {marker}")]);
        (_, string again) = await AskAsync("sk-alice", "agent", messages, session);

        again.Should().Be(session);
        var calls = gateway.CallsWith(marker);
        calls.Select(call => call.Header(SessionHeader)).Should().Equal(session, session);
        Prompt(calls[1].BodyText).Should().Be($"Question 2 {marker}");
    }

    [Theory]
    [InlineData("sk-bob", "agent", null)]
    [InlineData("sk-alice", "agent", "mallory")]
    [InlineData("sk-alice", "other", null)]
    public async Task A_sealed_id_is_of_no_use_to_another_key_end_user_or_model(string key, string model, string? user)
    {
        string marker = Guid.NewGuid().ToString("N");
        (_, string session) = await AskAsync("sk-alice", "agent", [new UserChatMessage("Mine.")]);

        ClientResultException refused = (await FluentActions.Awaiting(() => AskAsync(key, model, [new UserChatMessage(marker)], session, user))
            .Should().ThrowAsync<ClientResultException>()).Which;

        refused.Status.Should().Be(400);
        gateway.CallsWith(marker).Should().BeEmpty();
    }

    [Theory]
    [InlineData("sk-bob", "agent", null)]
    [InlineData("sk-alice", "agent", "mallory")]
    [InlineData("sk-alice", "other", null)]
    public async Task An_id_of_the_callers_own_leads_every_owner_to_a_session_of_their_own(string key, string model, string? user)
    {
        string id = $"my-conversation-{Guid.NewGuid():N}";
        (_, string mine) = await AskAsync("sk-alice", "agent", [new UserChatMessage("Mine.")], id);
        (_, string mineAgain) = await AskAsync("sk-alice", "agent", [new UserChatMessage("Mine.")], id);
        (_, string other) = await AskAsync(key, model, [new UserChatMessage("Mine.")], id, user);

        mineAgain.Should().Be(mine);
        other.Should().NotBe(mine).And.NotBe(id);
        mine.Should().NotBe(id);
    }

    private async Task<(ChatCompletion Answer, string Session)> AskAsync(
        string key, string model, IEnumerable<ChatMessage> messages, string? session = null, string? user = null)
    {
        ChatClient client = new(model, new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = gateway.Address, RetryPolicy = new ClientRetryPolicy(0) });
        ChatCompletionOptions options = new() { EndUserId = user };
        if (session is not null)
        {
            // What extra_body is in other SDKs.
#pragma warning disable SCME0001
            options.Patch.Set("$.runtimeSessionId"u8, session);
#pragma warning restore SCME0001
        }

        ClientResult<ChatCompletion> result = await client.CompleteChatAsync(messages, options);
        result.GetRawResponse().Headers.TryGetValue("x-agentcore-session-id", out string? told);
        return (result.Value, told!);
    }

    private static string? Prompt(string body) => JsonDocument.Parse(body).RootElement.GetProperty("prompt").GetString();
}
