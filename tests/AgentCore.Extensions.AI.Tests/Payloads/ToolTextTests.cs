using System.Text.Json;
using AgentCore.Extensions.AI.Payloads;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed class ToolTextTests
{
    public static TheoryData<object?, string> Results => new()
    {
        { "as it <is>", "as it <is>" },
        { new TextContent("text"), "text" },
        { JsonDocument.Parse("\"J\\u00e4\"").RootElement, "Jä" },
        { JsonDocument.Parse("{\"a\": [1, \"\\u00e4\"]}").RootElement, "{\"a\":[1,\"ä\"]}" },
        { JsonDocument.Parse("\"\\ud83d\"").RootElement, "\"\\ud83d\"" },
        { JsonDocument.Parse("{\"a\":\"\\ud83d\"}").RootElement, "{\"a\":\"\\ud83d\"}" },
        { new[] { "a", "b" }, "[\"a\",\"b\"]" },
        { 42, "42" },
        { true, "true" },
        { null, "null" },
    };

    [Theory]
    [MemberData(nameof(Results))]
    public void A_result_is_text_as_it_is_and_anything_else_json(object? result, string expected) =>
        ToolText.OfResult(new FunctionResultContent("c", result), "t").Should().Be(expected);

    [Fact]
    public void Arguments_are_one_json_object() =>
        ToolText.OfArguments(new FunctionCallContent("c", "t", new Dictionary<string, object?>
        {
            ["text"] = "ä \"<>",
            ["half\ud83d"] = "x\ud83d",
            ["element"] = JsonDocument.Parse("""{"n": 1.50}""").RootElement,
            ["none"] = null,
        })).Should().Be("""{"text":"ä \"<>","half\uFFFD":"x\uFFFD","element":{"n":1.50},"none":null}""");

    [Fact]
    public void What_can_not_be_json_is_refused_with_the_name_of_the_tool() =>
        FluentActions.Invoking(() => ToolText.OfResult(new FunctionResultContent("c", typeof(string)), "get_type"))
            .Should().Throw<NotSupportedException>().WithMessage("The result of the tool 'get_type'*JsonElement instead.");
}
