using System.Net;
using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Sessions;

/// <summary>Which session a call goes to and what the agent gets in it, over a real AgentCoreChatClient.</summary>
public sealed class SessionTests
{
    private const string SessionHeader = "x-agentcore-session-id";
    private const string LiteLlmHeader = "x-litellm-session-id";
    private const string Id = "^g1[A-Za-z0-9_-]{45}$";

    [Fact]
    public async Task Without_a_session_each_call_has_a_fresh_one_and_the_whole_conversation()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        Answer first = await gateway.PostAsync(Body("What is my name?", history: true));
        Answer second = await gateway.PostAsync(Body("What is my name?", history: true));

        first.SessionId.Should().MatchRegex(Id);
        second.SessionId.Should().MatchRegex(Id).And.NotBe(first.SessionId);
        agent.Invocations.Select(call => call.SessionId).Should().Equal(first.SessionId, second.SessionId);
        Prompt(agent.Invocations[0]).Should().Contain("My name is Ada.").And.Contain("Be brief.").And.EndWith("What is my name?");
        agent.Requests.Should().HaveCount(2, "sessions are kept");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_id_that_an_answer_told_leads_to_the_same_session_and_only_what_is_new_is_sent(bool streamed)
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());
        string id = (await gateway.PostAsync(Body("My name is Ada."))).SessionId!;

        string body = Body("What is my name?", history: true, streamed: streamed);
        Answer byHeader = await gateway.PostAsync(body, (SessionHeader, id));
        Answer byLiteLlm = await gateway.PostAsync(body, (LiteLlmHeader, id));
        Answer byBody = await gateway.PostAsync(Body("What is my name?", history: true, more: $"\"runtimeSessionId\":\"{id}\","), (SessionHeader, id));

        new[] { byHeader, byLiteLlm, byBody }.Should().OnlyContain(answer => answer.SessionId == id && answer.Status == HttpStatusCode.OK);
        agent.Invocations.Should().OnlyContain(call => call.SessionId == id);
        agent.Invocations.Skip(1).Select(Prompt).Should().OnlyContain(prompt => !prompt.Contains("Ada") && prompt.Contains("Be brief.") && prompt.EndsWith("What is my name?"));
    }

    [Fact]
    public async Task An_agent_that_remembers_nothing_gets_the_whole_conversation_in_a_session_too()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(), model: (id, inner) => new OpenAIChatModel(id, inner) { History = OpenAIHistory.Whole });

        await gateway.PostAsync(Body("What is my name?", history: true), (SessionHeader, "mine"));

        Prompt(agent.Invocation).Should().Contain("My name is Ada.").And.EndWith("What is my name?");
    }

    [Fact]
    public async Task The_clients_own_way_with_histories_does_not_trim_again()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(options => options.History = AgentCoreHistory.New));

        await gateway.PostAsync(Body("What is my name?", history: true));

        Prompt(agent.Invocation).Should().Contain("My name is Ada.", "a fresh session knows nothing");
    }

    [Fact]
    public async Task An_id_of_the_callers_own_becomes_a_sealed_one_that_is_always_the_same()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        Answer first = await gateway.PostAsync(Body("Hi"), (SessionHeader, "chat 7"));
        Answer again = await gateway.PostAsync(Body("Hi"), (LiteLlmHeader, "chat 7"));
        Answer both = await gateway.PostAsync(Body("Hi"), (LiteLlmHeader, "chat 7"), (SessionHeader, first.SessionId!));
        Answer other = await gateway.PostAsync(Body("Hi"), (SessionHeader, "chat 8"));

        first.SessionId.Should().MatchRegex(Id);
        again.SessionId.Should().Be(first.SessionId);
        both.SessionId.Should().Be(first.SessionId, "the id and its sealed form are one session");
        other.SessionId.Should().MatchRegex(Id).And.NotBe(first.SessionId);
    }

    [Fact]
    public async Task Two_different_sessions_are_refused()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        (await gateway.PostAsync(Body("Hi"), (SessionHeader, "a"), (LiteLlmHeader, "b"))).ShouldBeError(400, "invalid_request_error", "invalid_value", "runtimeSessionId");
        (await gateway.PostAsync(Body("Hi", more: "\"runtimeSessionId\":\"a\","), (SessionHeader, "b"))).ShouldBeError(400, "invalid_request_error", "invalid_value", "runtimeSessionId");
        (await gateway.PostRawAsync(Body("Hi"), $"{SessionHeader}: a", $"{SessionHeader}: b")).Should().StartWith("HTTP/1.1 400 ").And.Contain("\"param\":\"runtimeSessionId\"");
        (await gateway.PostAsync(Body("Hi"), (SessionHeader, new string('a', 513)))).ShouldBeError(400, "invalid_request_error", "invalid_value", SessionHeader);
        agent.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_new_in_a_session_is_refused()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        (await gateway.PostAsync("""{"model":"agent","messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hello"}]}""", (SessionHeader, "mine")))
            .ShouldBeError(400, "invalid_request_error", "invalid_value", "messages");
    }

    [Theory]
    [InlineData("another tenant", "", "")]
    [InlineData("", "another user", "")]
    [InlineData("", "", "another model")]
    public async Task A_sealed_id_is_worth_nothing_to_another(string tenant, string user, string model)
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(services =>
        {
            services.AddKeyedChatClient("agent", agent.Client());
            services.AddKeyedChatClient("another model", agent.Client());
        });
        string id = (await gateway.PostAsync(Body("My name is Ada."))).SessionId!;
        string mine = (await gateway.PostAsync(Body("Hi"), (SessionHeader, "chat 7"))).SessionId!;
        string body = Body("What is my name?", model: model is "" ? "agent" : model, more: user is "" ? "" : $"\"user\":\"{user}\",");

        Answer stolen = await gateway.PostAsync(body, (SessionHeader, id), ("x-test-tenant", tenant));
        Answer sameName = await gateway.PostAsync(body, (SessionHeader, "chat 7"), ("x-test-tenant", tenant));

        stolen.ShouldBeError(400, "invalid_request_error", "invalid_session", SessionHeader);
        sameName.SessionId.Should().MatchRegex(Id).And.NotBe(mine, "the same name is another session for another owner");
        agent.Invocations.Select(call => call.SessionId).Should().Equal(id, mine, sameName.SessionId);
    }

    [Fact]
    public async Task A_sealed_id_that_was_changed_is_refused()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());
        string id = (await gateway.PostAsync(Body("Hi"))).SessionId!;

        for (int i = 2; i < id.Length; i++)
        {
            string changed = $"{id[..i]}{(id[i] == 'A' ? 'B' : 'A')}{id[(i + 1)..]}";
            (await gateway.PostAsync(Body("Hi"), (SessionHeader, changed))).ShouldBeError(400, "invalid_request_error", "invalid_session", SessionHeader);
        }

        // The last character holds two bits that mean nothing: another spelling of the same bytes.
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        string respelt = id[..^1] + Alphabet[Alphabet.IndexOf(id[^1]) ^ 1];
        (await gateway.PostAsync(Body("Hi"), (SessionHeader, respelt))).ShouldBeError(400, "invalid_request_error", "invalid_session", SessionHeader);
        agent.Invocations.Should().ContainSingle();
    }

    [Fact]
    public async Task The_end_user_is_the_safety_identifier_before_the_user()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        string id = (await gateway.PostAsync(Body("Hi", more: "\"user\":\"group\",\"safety_identifier\":\"ada\","))).SessionId!;

        (await gateway.PostAsync(Body("Hi", more: "\"safety_identifier\":\"ada\","), (SessionHeader, id))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi", more: "\"user\":\"ada\","), (SessionHeader, id))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi", more: "\"user\":\"group\","), (SessionHeader, id))).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_configured_header_alone_names_the_end_user()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(), options => options.EndUserHeader = "X-OpenWebUI-User-Id");

        string id = (await gateway.PostAsync(Body("Hi"), ("X-OpenWebUI-User-Id", "ada"))).SessionId!;

        (await gateway.PostAsync(Body("Hi", more: "\"user\":\"bob\","), (SessionHeader, id), ("X-OpenWebUI-User-Id", "ada"))).Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi", more: "\"user\":\"ada\","), (SessionHeader, id))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.PostRawAsync(Body("Hi"), $"{SessionHeader}: {id}", "X-OpenWebUI-User-Id: bob", "X-OpenWebUI-User-Id: ada"))
            .Should().StartWith("HTTP/1.1 400 ").And.Contain("\"param\":\"X-OpenWebUI-User-Id\"");
    }

    [Fact]
    public async Task A_secret_can_be_replaced_while_ids_live_and_is_the_same_on_all_servers()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        OpenAISessionSecret old = OpenAISessionSecret.New();
        OpenAISessionSecret fresh = OpenAISessionSecret.New();
        await using Gateway before = await Gateway.StartAsync(agent.Client(), options => options.SessionSecrets.Add(old));
        await using Gateway during = await Gateway.StartAsync(agent.Client(), options => { options.SessionSecrets.Add(fresh); options.SessionSecrets.Add(old); });
        await using Gateway after = await Gateway.StartAsync(agent.Client(), options => options.SessionSecrets.Add(fresh));
        string oldId = (await before.PostAsync(Body("Hi"))).SessionId!;
        string freshId = (await during.PostAsync(Body("Hi"))).SessionId!;

        (await during.PostAsync(Body("Hi"), (SessionHeader, oldId))).SessionId.Should().Be(oldId);
        (await after.PostAsync(Body("Hi"), (SessionHeader, freshId))).SessionId.Should().Be(freshId);
        (await after.PostAsync(Body("Hi"), (SessionHeader, oldId))).Status.Should().Be(HttpStatusCode.BadRequest);
        before.Logs.All.Should().NotContain("No session secret");
    }

    [Fact]
    public async Task Without_a_secret_one_is_made_and_the_log_says_so()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway first = await Gateway.StartAsync(agent.Client());
        await using Gateway second = await Gateway.StartAsync(agent.Client());

        string id = (await first.PostAsync(Body("Hi"))).SessionId!;

        (await second.PostAsync(Body("Hi"), (SessionHeader, id))).Status.Should().Be(HttpStatusCode.BadRequest);
        first.Logs.All.Should().Contain("No session secret is configured");
    }

    [Fact]
    public async Task A_trusted_callers_ids_pass_as_they_are()
    {
        const string Raw = "user-42-0123456789-0123456789-0123456789";
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        Answer answer = await gateway.PostAsync(Body("Hi"), (SessionHeader, Raw), ("x-test-trusted", "1"));

        answer.SessionId.Should().Be(Raw);
        agent.Invocation.SessionId.Should().Be(Raw);
        (await gateway.PostAsync(Body("Hi"), (SessionHeader, "short"), ("x-test-trusted", "1"))).ShouldBeError(400, "invalid_request_error", "invalid_value", SessionHeader);
    }

    [Fact]
    public async Task The_operators_one_session_serves_all_who_name_none()
    {
        const string Shared = "shared-0123456789-0123456789-0123456789";
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(), model: (id, inner) => new OpenAIChatModel(id, inner) { DefaultSession = Shared });

        (await gateway.PostAsync(Body("What is my name?", history: true))).SessionId.Should().Be(Shared);
        (await gateway.PostAsync(Body("Hi"), (SessionHeader, Shared), ("x-test-tenant", "b"))).SessionId.Should().Be(Shared, "what an answer told leads back");
        (await gateway.PostAsync(Body("Hi"), (SessionHeader, "mine"))).SessionId.Should().MatchRegex(Id);
        Prompt(agent.Invocations[0]).Should().NotContain("Ada", "the agent in it remembers");
    }

    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 200)]
    [InlineData(false, 500)]
    public async Task A_session_for_one_call_is_stopped_after_it_where_the_operator_wants_so(bool streamed, int status)
    {
        await using AgentFixture agent = await AgentFixture.StartAsync(status == 200 ? context => context.Response.Body.WriteAsync("ok"u8.ToArray()).AsTask() : AgentFixture.Failing(status, null));
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(), model: (id, inner) =>
            new OpenAIChatModel(id, inner) { SessionPerCall = OpenAISessionPerCall.Stop, Qualifiers = ["canary"] });

        string fresh = (await gateway.PostAsync(Body("Hi", streamed: streamed, more: "\"qualifier\":\"canary\","))).SessionId!;
        for (int i = 0; i < 200 && agent.Requests.Count < 2; i++)
        {
            await Task.Delay(50);
        }

        agent.Requests[1].Path.Should().EndWith("/stopruntimesession");
        (agent.Requests[1].SessionId, agent.Requests[1].Qualifier).Should().Be((fresh, "canary"));

        await gateway.PostAsync(Body("Hi"), (SessionHeader, "mine"));
        await Task.Delay(100);
        agent.Requests.Should().HaveCount(3, "a session that has a name goes on");
    }

    [Fact]
    public async Task The_qualifier_comes_from_the_models_list_and_belongs_to_the_session()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client(), model: (id, inner) => new OpenAIChatModel(id, inner) { Qualifiers = ["canary"] });

        Answer canary = await gateway.PostAsync(Body("Hi", more: "\"qualifier\":\"canary\","));
        Answer byHeader = await gateway.PostAsync(Body("Hi"), ("x-agentcore-qualifier", "canary"), (SessionHeader, canary.SessionId!));

        agent.Invocations.Should().OnlyContain(call => call.Qualifier == "canary" && call.SessionId == canary.SessionId);
        byHeader.Status.Should().Be(HttpStatusCode.OK);
        (await gateway.PostAsync(Body("Hi"), (SessionHeader, canary.SessionId!))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await gateway.PostAsync(Body("Hi", more: "\"qualifier\":\"other\","))).ShouldBeError(400, "invalid_request_error", "parameter_not_allowed", "qualifier");
        (await gateway.PostAsync(Body("Hi", more: "\"qualifier\":\"canary\","), ("x-agentcore-qualifier", "other"))).ShouldBeError(400, "invalid_request_error", "parameter_not_allowed", "qualifier");
    }

    [Fact]
    public async Task On_whose_behalf_the_agent_acts_is_only_for_those_who_may_say()
    {
        await using AgentFixture agent = await AgentFixture.StartAsync();
        await using Gateway gateway = await Gateway.StartAsync(agent.Client());

        await gateway.PostAsync(Body("Hi", more: "\"user\":\"ada\","));
        await gateway.PostAsync(Body("Hi", more: "\"runtimeUserId\":\"ada\","), ("x-test-trusted", "1"));
        await gateway.PostAsync(Body("Hi"), ("x-agentcore-runtime-user-id", "bob"), ("x-test-trusted", "1"));

        agent.Invocations.Select(call => call.UserId).Should().Equal(null, "ada", "bob");
        (await gateway.PostAsync(Body("Hi"), ("x-agentcore-runtime-user-id", "bob"))).ShouldBeError(400, "invalid_request_error", "parameter_not_allowed", "runtimeUserId");
        (await gateway.PostAsync(Body("Hi", more: "\"runtimeUserId\":\"a\\r\\nb\","), ("x-test-trusted", "1"))).ShouldBeError(400, "invalid_request_error", "parameter_not_allowed", "runtimeUserId");
    }

    private static string Prompt(AgentRequest request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("prompt").GetString()!;

    private static string Body(string question, bool history = false, bool streamed = false, string more = "", string model = "agent") =>
        $$"""
        {"model":"{{model}}","stream":{{(streamed ? "true" : "false")}},{{more}}"messages":[{"role":"system","content":"Be brief."},
        {{(history ? """{"role":"user","content":"My name is Ada."},{"role":"assistant","content":"Hello Ada."},""" : "")}}{"role":"user","content":"{{question}}"}]}
        """;
}
