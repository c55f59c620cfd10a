using System.Text.Json.Nodes;

namespace AgentCore.Extensions.AI.Interop.Tests.Gateway;

/// <summary>npm's <c>openai</c>, in two versions, against the gateway's own agents.</summary>
public sealed class NpmClientTests(DemonstrationGateway gateway) : IClassFixture<DemonstrationGateway>
{
    // One transparent pixel.
    private const string Png = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    public static TheoryData<string> Versions => NpmClient.Versions;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_completion_is_whole_and_hides_the_tool_that_the_agent_ran(string version)
    {
        await using NpmClient client = Start(version, Request("local-agent", "What is 6 x 7?"));

        JsonObject head = await client.ReadAsync();
        ((string?)head["requestId"]).Should().StartWith("req_");
        ((string?)head["session"]).Should().HaveLength(47);
        JsonNode completion = (await client.ReadAsync())["completion"]!;
        ((string?)completion["object"]).Should().Be("chat.completion");
        JsonNode choice = completion["choices"]!.AsArray().Should().ContainSingle().Subject!;
        ((string?)choice["finish_reason"]).Should().Be("stop");
        ((string?)choice["message"]!["content"]).Should().Contain("6 x 7 is 42.");
        choice["message"]!["tool_calls"].Should().BeNull();
        ((int?)completion["usage"]!["prompt_tokens"]).Should().Be(15);
        ((int?)completion["usage"]!["completion_tokens"]).Should().Be(8);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_stream_has_one_id_one_end_and_its_usage_last(string version)
    {
        JsonObject request = Request("local-agent", "What is 6 x 7?");
        request["stream"] = true;
        request["stream_options"] = new JsonObject { ["include_usage"] = true };
        await using NpmClient client = Start(version, request);

        List<JsonObject> lines = await client.ReadAllAsync();
        lines[^1].ToJsonString().Should().Be("""{"end":true}""");
        JsonNode[] chunks = [.. lines[1..^1].Select(line => line["chunk"]!)];
        chunks.Select(chunk => (string?)chunk["id"]).Distinct().Should().ContainSingle();
        JsonNode[] choices = [.. chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).OfType<JsonNode>()];
        choices.Select(choice => (string?)choice["finish_reason"]).OfType<string>().Should().Equal("stop");
        choices.Select(choice => (string?)choice["delta"]!["role"]).OfType<string>().Should().Equal("assistant");
        string.Concat(choices.Select(choice => (string?)choice["delta"]!["content"])).Should().Contain("6 x 7 is 42.");
        choices.Should().OnlyContain(choice => choice["delta"]!["tool_calls"] == null);
        chunks.Length.Should().BeGreaterThan(5);
        chunks[^1]["choices"]!.AsArray().Should().BeEmpty();
        ((int?)chunks[^1]["usage"]!["total_tokens"]).Should().Be(23);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_image_reaches_the_agent(string version)
    {
        JsonObject request = Request("local-agent", "What is this?");
        request["messages"]![0]!["content"] = new JsonArray(
            new JsonObject { ["type"] = "text", ["text"] = "What is this?" },
            new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = Png } });

        (await AnswerAsync(version, request)).Should().Contain("a png of 70 bytes");
    }

    [Theory]
    [InlineData("openai", false)]
    [InlineData("openai-7", false)]
    [InlineData("openai", true)]
    [InlineData("openai-7", true)]
    public async Task A_tool_of_the_callers_goes_there_and_back(string version, bool streamed)
    {
        JsonObject request = Request("local-tools", "What is the weather in Oslo?");
        request["stream"] = streamed;
        request["tools"] = new JsonArray(JsonNode.Parse("""
            {"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}
            """));

        (JsonNode call, string? finishReason) = await ToolCallAsync(version, request);
        finishReason.Should().Be("tool_calls");
        ((string?)call["function"]!["name"]).Should().Be("get_weather");
        ((string?)call["function"]!["arguments"]).Should().Be("""{"city":"Oslo"}""");

        request["stream"] = false;
        request["messages"]!.AsArray().Add(new JsonObject { ["role"] = "assistant", ["content"] = null, ["tool_calls"] = new JsonArray(call.DeepClone()) });
        request["messages"]!.AsArray().Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = (string?)call["id"], ["content"] = "rain" });
        (await AnswerAsync(version, request)).Should().Be("Your tool says: rain");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Tools_and_settings_that_the_agent_can_not_take_are_named(string version)
    {
        JsonObject request = Request("local-agent", "Hello");
        request["temperature"] = 0.5;
        request["tools"] = new JsonArray(JsonNode.Parse("""{"type":"function","function":{"name":"get_weather","parameters":{"type":"object","properties":{}}}}"""));
        await using NpmClient client = Start(version, request);

        ((string?)(await client.ReadAsync())["ignored"]).Should().Contain("temperature").And.Contain("tools");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_models_are_listed_and_found(string version)
    {
        await using NpmClient client = Start(version, request: null);

        (await client.ReadAsync())["models"]!.AsArray().Select(model => (string?)model).Should().BeEquivalentTo("local-agent", "local-tools");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_wrong_key_is_an_authentication_error(string version)
    {
        await using NpmClient client = NpmClient.Start(version, gateway.Address, "sk-wrong", Request("local-agent", "Hello"));

        JsonObject error = await client.ReadAsync();
        ((string?)error["error"]).Should().Be("AuthenticationError");
        ((string?)error["code"]).Should().Be("invalid_api_key");
        error.ToJsonString().Should().NotContain("sk-wrong");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_unknown_model_is_a_not_found_error(string version)
    {
        await using NpmClient client = Start(version, Request("gpt-4o", "Hello"));

        JsonObject error = await client.ReadAsync();
        ((string?)error["error"]).Should().Be("NotFoundError");
        ((string?)error["code"]).Should().Be("model_not_found");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_bad_body_is_a_bad_request_error_with_the_parameters_path(string version)
    {
        JsonObject request = Request("local-agent", "Hello");
        request["messages"]!.AsArray().Add(new JsonObject { ["role"] = "user", ["content"] = 42 });
        await using NpmClient client = Start(version, request);

        JsonObject error = await client.ReadAsync();
        ((string?)error["error"]).Should().Be("BadRequestError");
        ((string?)error["type"]).Should().Be("invalid_request_error");
        ((string?)error["param"]).Should().Be("messages[1].content");
        ((string?)error["requestId"]).Should().StartWith("req_");
    }

    private NpmClient Start(string version, JsonObject? request) => NpmClient.Start(version, gateway.Address, gateway.Key, request);

    private async Task<string?> AnswerAsync(string version, JsonObject request)
    {
        await using NpmClient client = Start(version, request);
        JsonObject[] lines = [.. await client.ReadAllAsync()];
        return (string?)lines[^1]["completion"]?["choices"]![0]!["message"]!["content"] ?? throw new InvalidOperationException(lines[^1].ToJsonString());
    }

    private async Task<(JsonNode Call, string? FinishReason)> ToolCallAsync(string version, JsonObject request)
    {
        await using NpmClient client = Start(version, request);
        List<JsonObject> lines = await client.ReadAllAsync();
        if (lines[^1]["completion"] is { } completion)
        {
            JsonNode choice = completion["choices"]![0]!;
            return (choice["message"]!["tool_calls"]![0]!, (string?)choice["finish_reason"]);
        }

        JsonNode[] choices = [.. lines.Where(line => line["chunk"] is not null).Select(line => line["chunk"]!["choices"]![0]!)];
        JsonNode[] pieces = [.. choices.SelectMany(choice => choice["delta"]!["tool_calls"]?.AsArray() ?? []).OfType<JsonNode>()];
        pieces.Should().OnlyContain(piece => (int?)piece["index"] == 0);
        JsonNode call = pieces[0].DeepClone();
        call["function"]!["arguments"] = string.Concat(pieces.Select(piece => (string?)piece["function"]!["arguments"]));
        call.AsObject().Remove("index");
        return (call, (string?)choices[^1]["finish_reason"]);
    }

    private static JsonObject Request(string model, string question) => new()
    {
        ["model"] = model,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = question }),
    };
}
