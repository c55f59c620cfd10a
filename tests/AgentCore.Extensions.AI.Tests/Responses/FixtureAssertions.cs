using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Compares what a caller got with what a fixture's description says.</summary>
internal static class FixtureAssertions
{
    public static void ShouldBeAsDescribed(this Answer answer, Fixture fixture)
    {
        JsonObject expected = fixture.Expected!;
        if (!fixture.OtherTexts.Contains(answer.Text))
        {
            answer.Text.Should().Be(expected["text"]!.GetValue<string>());
        }

        answer.Reasoning.Should().Be(expected["reasoning"]?.GetValue<string>() ?? "");
        answer.ToolCalls.Select(call => Line(call.Id, call.Name, call.Arguments))
            .Should().Equal(Items(expected, "toolCalls").Select(call => Line(Text(call, "id"), Text(call, "name"), call["arguments"])));
        answer.ToolResults.Select(result => Line(result.Id, result.Failed ? "error" : "success", result.Result))
            .Should().Equal(Items(expected, "toolResults").Select(result => Line(Text(result, "id"), Text(result, "status") ?? "success", result["result"])));
        answer.Data.Select(data => $"{data.MediaType} {data.Base64}")
            .Should().Equal(Items(expected, "data").Select(data => $"{Text(data, "mediaType")} {Text(data, "base64")}"));
        CheckUsage(answer.Usage, expected["usage"]);
        CheckEnd(answer, fixture);
    }

    private static void CheckUsage(UsageDetails? usage, JsonNode? expected)
    {
        if (expected is null)
        {
            usage.Should().BeNull("the agent told none");
            return;
        }

        usage.Should().NotBeNull();
        foreach ((string key, long? count) in (ReadOnlySpan<(string, long?)>)
            [
                ("input", usage!.InputTokenCount), ("output", usage.OutputTokenCount), ("total", usage.TotalTokenCount),
                ("cachedInput", usage.CachedInputTokenCount), ("reasoning", usage.ReasoningTokenCount),
            ])
        {
            if (expected[key] is { } number)
            {
                count.Should().Be(number.GetValue<long>(), key);
            }
        }
    }

    private static void CheckEnd(Answer answer, Fixture fixture)
    {
        JsonObject expected = fixture.Expected!;
        if (expected["error"] is not { } error)
        {
            answer.Error?.Message.Should().BeNull("the agent reported no error");
            answer.FinishReason.Should().Be(Text(expected, "finishReason") ?? "stop");
            return;
        }

        answer.Error.Should().NotBeNull("the agent reported an error");
        if (Text(error, "message") is { } message)
        {
            answer.Error!.Message.Should().Contain(message);
        }

        answer.Error!.ErrorCode.Should().Be(Text(error, "code") ?? answer.Error.ErrorCode);
        if (fixture.Status != HttpStatusCode.OK)
        {
            answer.Error.StatusCode.Should().Be(fixture.Status);
        }
    }

    private static IEnumerable<JsonNode> Items(JsonObject expected, string key) => (expected[key] as JsonArray ?? []).Select(item => item!);

    private static string? Text(JsonNode node, string key) => node[key]?.GetValue<string>();

    private static string Line(string? id, string? name, JsonNode? value) => $"{id} {name} {Ordered(value)?.ToJsonString() ?? "{}"}";

    // The order of keys is nobody's promise; no arguments are as good as empty ones.
    private static JsonNode? Ordered(JsonNode? node) => node switch
    {
        JsonObject value => new JsonObject(value.OrderBy(property => property.Key, StringComparer.Ordinal).Select(property => KeyValuePair.Create(property.Key, Ordered(property.Value)))),
        JsonArray value => new JsonArray([.. value.Select(Ordered)]),
        _ => node?.DeepClone(),
    };
}
