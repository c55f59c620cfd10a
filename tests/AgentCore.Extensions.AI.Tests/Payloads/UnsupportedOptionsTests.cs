using AgentCore.Extensions.AI.Payloads;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed class UnsupportedOptionsTests
{
    private static readonly ChatOptions s_everything = new()
    {
        AllowMultipleToolCalls = false,
        FrequencyPenalty = 0,
        MaxOutputTokens = 10,
        ModelId = "gpt-4o",
        PresencePenalty = 0,
        Reasoning = new ReasoningOptions(),
        Seed = 1,
        StopSequences = ["."],
        Temperature = 0,
        ToolMode = ChatToolMode.None,
        Tools = [AIFunctionFactory.Create(() => 1, "one")],
        TopK = 1,
        TopP = 0,
    };

    [Theory]
    [InlineData(AgentCorePayloadFormat.Prompt)]
    [InlineData(AgentCorePayloadFormat.Messages)]
    public void What_a_payload_can_not_carry_is_named(AgentCorePayloadFormat format) =>
        UnsupportedOptionsFinder.Find(new AgentCorePayloadOptions { Format = format }, s_everything).Should().Equal(
            "AllowMultipleToolCalls", "FrequencyPenalty", "MaxOutputTokens", "ModelId", "PresencePenalty", "Reasoning", "Seed",
            "StopSequences", "Temperature", "ToolMode", "Tools", "TopK", "TopP");

    [Fact]
    public void A_factory_is_trusted_with_everything() =>
        UnsupportedOptionsFinder.Find(new AgentCorePayloadOptions { Factory = _ => default }, s_everything).Should().BeEmpty();

    [Theory]
    [InlineData("arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234")]
    [InlineData("bedrock/agentcore/arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234")]
    [InlineData("")]
    [InlineData(null)]
    public void A_model_name_that_is_a_route_or_nothing_is_no_loss(string? modelId) =>
        UnsupportedOptionsFinder.Find(new AgentCorePayloadOptions(), new ChatOptions { ModelId = modelId }).Should().BeEmpty();

    [Fact]
    public void What_is_carried_or_asks_for_nothing_is_not_named() =>
        UnsupportedOptionsFinder.Find(new AgentCorePayloadOptions(), new ChatOptions
        {
            AdditionalProperties = new() { ["qualifier"] = "production" },
            ConversationId = RuntimeSessionId.New(),
            Instructions = "Be brief.",
            ResponseFormat = ChatResponseFormat.Json,
            StopSequences = [],
            ToolMode = ChatToolMode.Auto,
            Tools = [],
        }).Should().BeEmpty();

    [Fact]
    public void No_option_that_Microsoft_Extensions_AI_knows_is_dropped_unsaid()
    {
        string[] carried = ["AdditionalProperties", "ConversationId", "Instructions", "RawRepresentationFactory", "ResponseFormat"];
        // The token is refused; the permission to answer in the background asks for nothing.
        string[] neither = ["ContinuationToken", "AllowBackgroundResponses"];

        typeof(ChatOptions).GetProperties().Select(property => property.Name).Should().BeEquivalentTo(
            [.. UnsupportedOptionsFinder.Find(new AgentCorePayloadOptions(), s_everything), .. carried, .. neither]);
    }

    [Fact]
    public void No_options_lose_nothing() => UnsupportedOptionsFinder.Find(new AgentCorePayloadOptions(), null).Should().BeEmpty();

    [Fact]
    public void A_required_tool_is_refused()
    {
        foreach (ChatToolMode mode in (ChatToolMode[])[ChatToolMode.RequireAny, ChatToolMode.RequireSpecific("get_time")])
        {
            FluentActions.Invoking(() => UnsupportedOptionsFinder.ThrowIfToolRequired(new ChatOptions { ToolMode = mode }))
                .Should().Throw<NotSupportedException>().WithMessage("ChatOptions.ToolMode*");
        }
    }

    [Fact]
    public void Other_tool_modes_are_not_refused() =>
        FluentActions.Invoking(() =>
        {
            UnsupportedOptionsFinder.ThrowIfToolRequired(null);
            UnsupportedOptionsFinder.ThrowIfToolRequired(new ChatOptions { ToolMode = ChatToolMode.Auto });
            UnsupportedOptionsFinder.ThrowIfToolRequired(new ChatOptions { ToolMode = ChatToolMode.None });
        }).Should().NotThrow();
}
