using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Payloads.Payload;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed partial class AGUIPayloadTests
{
    private const string Rest = ""","state":{},"tools":[],"context":[],"forwardedProps":{}}""";

    private static readonly byte[] s_bytes = [1, 2, 3, 250];

    [Fact]
    public void The_thread_is_the_session_and_every_call_a_new_run()
    {
        string payload = Of(new ChatMessage(ChatRole.User, "Hi") { MessageId = "u-1" });
        string again = Of(new ChatMessage(ChatRole.User, "Hi") { MessageId = "u-1" });

        Pattern().Replace(payload, "*").Should().Be("""{"threadId":"*","runId":"*","messages":[{"id":"u-1","role":"user","content":"Hi"}]""" + Rest);
        using JsonDocument document = JsonDocument.Parse(payload);
        RuntimeSessionId.IsValid(document.RootElement.GetProperty("threadId").GetString()).Should().BeTrue();
        document.RootElement.GetProperty("runId").GetString().Should().NotBe(JsonDocument.Parse(again).RootElement.GetProperty("runId").GetString());
    }

    [Fact]
    public void Instructions_turns_calls_and_results_have_their_place() =>
        Messages(
            new ChatOptions { Instructions = "Be brief." },
            User("Time?"),
            Assistant(new TextContent("I look."), new FunctionCallContent("c1", "get_time", new Dictionary<string, object?> { ["city"] = "Köln" })),
            Tool(new FunctionResultContent("c1", "12:30")),
            Assistant(new FunctionCallContent("c2", "get_date")),
            Tool(new FunctionResultContent("c2", new Dictionary<string, object?> { ["day"] = 3 })),
            User("And?"))
            .Should().Be(
                """[{"id":"*","role":"system","content":"Be brief."},{"id":"*","role":"user","content":"Time?"},"""
                + """{"id":"*","role":"assistant","content":"I look.","toolCalls":[{"id":"c1","type":"function","function":{"name":"get_time","arguments":"{\"city\":\"Köln\"}"}}]},"""
                + """{"id":"*","role":"tool","toolCallId":"c1","content":"12:30"},"""
                + """{"id":"*","role":"assistant","toolCalls":[{"id":"c2","type":"function","function":{"name":"get_date","arguments":"{}"}}]},"""
                + """{"id":"*","role":"tool","toolCallId":"c2","content":"{\"day\":3}"},{"id":"*","role":"user","content":"And?"}]""");

    [Fact]
    public void Ids_are_the_messages_own_or_new_ones_and_no_two_are_the_same()
    {
        ChatMessage results = Tool(new FunctionResultContent("c1", "1"), new FunctionResultContent("c2", "2"));
        results.MessageId = "both";
        ChatMessage one = Tool(new FunctionResultContent("c3", "3"));
        one.MessageId = "one";

        string[] ids = [.. JsonDocument.Parse(Of(User("Hi"), results, one, User("Ho"))).RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("id").GetString()!)];

        ids.Should().HaveCount(5).And.OnlyHaveUniqueItems().And.NotContain("").And.NotContain("both");
        ids[3].Should().Be("one");
    }

    [Fact]
    public void Media_go_with_their_data_or_their_address() =>
        Messages(null, User(
            new TextContent("See:"),
            new DataContent(s_bytes, "image/png"),
            new DataContent(s_bytes, "audio/wav"),
            new DataContent(s_bytes, "video/mp4"),
            new DataContent(s_bytes, "application/pdf"),
            new UriContent("https://example.com/a.png?x=1&y=2", "image/png"),
            new UriContent("data:text/plain;base64,SGk=", "text/plain")))
            .Should().Be(
                """[{"id":"*","role":"user","content":[{"type":"text","text":"See:"},"""
                + """{"type":"image","source":{"type":"data","value":"AQID+g==","mimeType":"image/png"}},"""
                + """{"type":"audio","source":{"type":"data","value":"AQID+g==","mimeType":"audio/wav"}},"""
                + """{"type":"video","source":{"type":"data","value":"AQID+g==","mimeType":"video/mp4"}},"""
                + """{"type":"document","source":{"type":"data","value":"AQID+g==","mimeType":"application/pdf"}},"""
                + """{"type":"image","source":{"type":"url","value":"https://example.com/a.png?x=1&y=2","mimeType":"image/png"}},"""
                + """{"type":"document","source":{"type":"data","value":"SGk=","mimeType":"text/plain"}}]}]""");

    [Fact]
    public void Media_that_the_assistant_sent_are_refused() =>
        FluentActions.Invoking(() => Of(Assistant(new DataContent(s_bytes, "image/png")), User("Hi")))
            .Should().Throw<NotSupportedException>().WithMessage("DataContent*'assistant'*AG-UI*");

    [Fact]
    public void A_property_path_is_refused_when_the_client_is_made()
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = "http://localhost:8080", Payload = { Format = AgentCorePayloadFormat.AGUI, PropertyPath = "input" } };

        FluentActions.Invoking(() => new AgentCoreChatClient(options)).Should().Throw<ArgumentException>().WithMessage("*Payload.PropertyPath*AGUI*leave the path unset*");
    }

    private static string Of(params ChatMessage[] messages) => Payload.Of(new AgentCorePayloadOptions { Format = AgentCorePayloadFormat.AGUI }, null, messages);

    private static string Messages(ChatOptions? options, params ChatMessage[] messages)
    {
        using JsonDocument payload = JsonDocument.Parse(Payload.Of(new AgentCorePayloadOptions { Format = AgentCorePayloadFormat.AGUI }, options, messages));
        return Pattern().Replace(payload.RootElement.GetProperty("messages").GetRawText(), "*");
    }

    // The ids that are made up.
    [GeneratedRegex("(?<=\"(threadId|runId|id)\":\")(ses|run|msg)-[0-9a-f]{32}(?=\")")]
    private static partial Regex Pattern();
}
