using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Answers;

/// <summary>What of an agent's answer is shown, streamed and whole alike.</summary>
public sealed class ContentTests
{
    private const string Tools = """ "tools":[{"type":"function","function":{"name":"get_weather","description":"Weather.","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],""";

    [Fact]
    public async Task A_clients_tool_is_called_by_the_client()
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Updates(
        [
            ScriptedChatClient.Update(new FunctionCallContent("c1", "get_weather", new Dictionary<string, object?> { ["city"] = "Paris", ["days"] = 2 })),
            ScriptedChatClient.Update(new FunctionCallContent("c1", "get_weather"), new FunctionCallContent("c2", "get_weather")),
            ScriptedChatClient.Update(new FunctionCallContent("c3", "not_the_callers")),
            new ChatResponseUpdate { FinishReason = ChatFinishReason.ToolCalls },
        ]));
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = true });

        Answer whole = await gateway.PostAsync(Request(stream: false, Tools));
        Answer stream = await gateway.PostAsync(Request(stream: true, Tools));

        whole.Normalized.Should().Contain(
            """"message":{"role":"assistant","content":null,"refusal":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\",\"days\":2}"}},{"id":"c2","type":"function","function":{"name":"get_weather","arguments":"{}"}}]},"logprobs":null,"finish_reason":"tool_calls"}"""");
        stream.Normalized.Should().Contain("""{"role":"assistant","tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\",\"days\":2}"}}]}""")
            .And.Contain("""{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"get_weather","arguments":"{}"}}]}""")
            .And.Contain("\"finish_reason\":\"tool_calls\"");
        (whole.Body + stream.Body).Should().NotContain("not_the_callers");
        AIFunctionDeclaration tool = client.Calls[0].Options.Tools.Should().ContainSingle().Which.Should().BeAssignableTo<AIFunctionDeclaration>().Subject;
        (tool.Name, tool.Description).Should().Be(("get_weather", "Weather."));
        tool.JsonSchema.GetProperty("properties").GetProperty("city").GetProperty("type").GetString().Should().Be("string");
    }

    [Theory]
    [InlineData("\"auto\"", null)]
    [InlineData("\"none\"", "None")]
    [InlineData("\"required\"", "Required")]
    [InlineData("""{"type":"function","function":{"name":"get_weather"}}""", "Required: get_weather")]
    public async Task A_choice_of_tools_is_carried(string choice, string? expected)
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = true });

        await gateway.PostAsync(Request(stream: false, $"{Tools} \"tool_choice\":{choice},\"parallel_tool_calls\":false,"));

        client.Call.Options.AllowMultipleToolCalls.Should().BeFalse();
        client.Call.Options.ToolMode.Should().Be(expected switch
        {
            null => ChatToolMode.Auto,
            "None" => ChatToolMode.None,
            "Required" => ChatToolMode.RequireAny,
            _ => ChatToolMode.RequireSpecific("get_weather"),
        });
    }

    [Theory]
    [InlineData("""{"type":"function","function":{"name":"other"}}""", "tool_choice")]
    [InlineData("\"some\"", "tool_choice")]
    public async Task A_choice_of_no_tool_is_refused(string choice, string param)
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"), model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = true });

        (await gateway.PostAsync(Request(stream: false, $"{Tools} \"tool_choice\":{choice},"))).ShouldBeError(400, "invalid_request_error", "invalid_value", param);
    }

    [Fact]
    public async Task Results_of_a_clients_tools_go_back_to_its_model()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = true });

        Answer answer = await gateway.PostAsync(
            """
            {"model":"agent","messages":[
              {"role":"user","content":"Weather?"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}}]},
              {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"18"},{"type":"text","text":"C"}]}]}
            """);

        answer.Ignored.Should().BeNull();
        FunctionCallContent call = client.Call.Messages[1].Contents.Should().ContainSingle().Which.Should().BeOfType<FunctionCallContent>().Subject;
        (call.CallId, call.Name, call.Arguments!["city"]!.ToString()).Should().Be(("c1", "get_weather", "Paris"));
        FunctionResultContent result = client.Call.Messages[2].Contents.Should().ContainSingle().Which.Should().BeOfType<FunctionResultContent>().Subject;
        (client.Call.Messages[2].Role, result.CallId, result.Result).Should().Be((ChatRole.Tool, "c1", "18C"));

        foreach (string arguments in new[] { "[]", "{", "{\\\"a\\\":1,\\\"\\\\ud800\\\":2}" })
        {
            (await gateway.PostAsync($$$"""{"model":"agent","messages":[{"role":"assistant","tool_calls":[{"id":"c1","function":{"name":"f","arguments":"{{{arguments}}}"}}]}]}"""))
                .ShouldBeError(400, "invalid_request_error", "invalid_value", "messages[0].tool_calls[0].function.arguments");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_that_the_agent_ran_are_never_the_callers(bool acceptsTools)
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Updates(
        [
            new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("Let me look.")]) { MessageId = "1" },
            new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("c1", "get_weather") { InformationalOnly = true }]) { MessageId = "1" },
            new ChatResponseUpdate(ChatRole.Tool, [new FunctionResultContent("c1", "18C"), new TextContent("tool's text")]) { MessageId = "2" },
            new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("It is ")]) { MessageId = "3" },
            new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("18C.")]) { MessageId = "3", FinishReason = ChatFinishReason.ToolCalls },
        ]));
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = acceptsTools });

        Answer whole = await gateway.PostAsync(Request(stream: false, Tools));
        Answer stream = await gateway.PostAsync(Request(stream: true, Tools));

        whole.Normalized.Should().Contain("""{"role":"assistant","content":"Let me look.\n\nIt is 18C.","refusal":null},"logprobs":null,"finish_reason":"stop"}""");
        stream.Body.Should().NotContain("tool_calls").And.NotContain("tool's text").And.Contain("\"content\":\"\\n\\n\"").And.Contain("\"finish_reason\":\"stop\"");
        whole.Ignored.Should().Be(acceptsTools ? null : "tools");
    }

    [Fact]
    public async Task A_picture_is_shown_as_other_gateways_show_it()
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Updates([ScriptedChatClient.Update(new DataContent(new byte[] { 0, 1, 2 }, "image/png"))]));
        await using Gateway gateway = await Gateway.StartAsync(client);

        const string Picture = """ "images":[{"type":"image_url","index":0,"image_url":{"url":"data:image/png;base64,AAEC"}}]""";
        (await gateway.PostAsync(Request(stream: false))).Body.Should().Contain(Picture.Trim());
        (await gateway.PostAsync(Request(stream: true))).Body.Should().Contain(Picture.Trim());
    }

    [Fact]
    public async Task A_pictures_address_is_shown_and_what_has_no_place_is_logged()
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Updates(
            [ScriptedChatClient.Update(new UriContent("https://example.com/cat.png", "image/png"), new DataContent(new byte[] { 0, 1, 2 }, "audio/wav"))]));
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync(Request(stream: false));

        answer.Body.Should().Contain("\"url\":\"https://example.com/cat.png\"").And.NotContain("audio");
        gateway.Logs.All.Should().Contain("media other than images");
    }

    [Fact]
    public async Task Arguments_are_handed_on_word_for_word()
    {
        const string Arguments = """{"half":"\ud83d","number":1.50}""";
        ScriptedChatClient client = new(_ => ScriptedChatClient.Updates([ScriptedChatClient.Update(new FunctionCallContent("c1", "get_weather", JsonDocument.Parse(Arguments).RootElement
            .EnumerateObject().ToDictionary(property => property.Name, property => (object?)property.Value)))]));
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsClientTools = true });

        (await gateway.PostAsync(Request(stream: false, Tools))).Json.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls")[0]
            .GetProperty("function").GetProperty("arguments").GetString().Should().Be(Arguments);
    }

    [Fact]
    public async Task Characters_in_two_halves_are_put_together_and_lone_halves_are_told()
    {
        ScriptedChatClient client = new("a\ud83d", "\ude00b", "\ude00", "c\ud83d");
        await using Gateway gateway = await Gateway.StartAsync(client);

        (await gateway.PostAsync(Request(stream: false))).Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().Should().Be("a😀b\ufffdc\ufffd");
        (await gateway.PostAsync(Request(stream: true))).Deltas("content").Should().Equal("a", "😀b", "\ufffd", "c", "\ufffd");
    }

    [Theory]
    [InlineData("stop", "stop")]
    [InlineData("length", "length")]
    [InlineData("content_filter", "content_filter")]
    [InlineData("tool_calls", "stop")]
    [InlineData("paused_for_tea", "stop")]
    public async Task Finish_reasons_are_OpenAIs(string reason, string expected)
    {
        ScriptedChatClient client = new(_ => ScriptedChatClient.Updates([new ChatResponseUpdate(ChatRole.Assistant, "Hi") { FinishReason = new ChatFinishReason(reason) }]));
        await using Gateway gateway = await Gateway.StartAsync(client);

        (await gateway.PostAsync(Request(stream: false))).Body.Should().Contain($"\"finish_reason\":\"{expected}\"");
        (await gateway.PostAsync(Request(stream: true))).Body.Should().Contain($"\"finish_reason\":\"{expected}\"");
    }

    private static string Request(bool stream, string more = "") =>
        $$"""{"model":"agent","stream":{{(stream ? "true" : "false")}},{{more}}"messages":[{"role":"user","content":"Hi"}]}""";
}
