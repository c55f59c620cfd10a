using System.Text.Json;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Payloads.Payload;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed class ResponseFormatPayloadTests
{
    private const string JsonAlone = "Answer with JSON alone: no text before or after it, and no code fence around it.";

    private static readonly JsonElement s_schema = JsonDocument.Parse("""{"type":"object"}""").RootElement;

    [Fact]
    public void Json_is_asked_for_after_the_leading_system_messages() =>
        Of(new ChatOptions { Instructions = "Be brief.", ResponseFormat = ChatResponseFormat.Json }, SystemSays("Speak French."), User("Hi"))
            .Should().Be($$"""{"prompt":"<system>Be brief.</system>\n<system>Speak French.</system>\n<system>{{JsonAlone}}</system>\n\nHi"}""");

    [Fact]
    public void A_schema_goes_into_the_prompt_with_its_description() =>
        Of(new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema, "point", "A point") }, User("Hi"))
            .Should().Be($$$"""{"prompt":"<system>{{{JsonAlone}}} The JSON has to match this JSON schema (A point):\n{\"type\":\"object\"}</system>\n\nHi"}""");

    [Fact]
    public void In_messages_it_is_a_system_message() =>
        Of(
            new AgentCorePayloadOptions { Format = AgentCorePayloadFormat.Messages },
            new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(s_schema) },
            User("Hi"))
            .Should().Be(
                $$$"""{"messages":[{"role":"system","content":"{{{JsonAlone}}} The JSON has to match this JSON schema:\n{\"type\":\"object\"}"},{"role":"user","content":"Hi"}]}""");

    [Fact]
    public void Text_needs_no_instruction() =>
        Of(new ChatOptions { ResponseFormat = ChatResponseFormat.Text }, User("Hi")).Should().Be("""{"prompt":"Hi"}""");
}
