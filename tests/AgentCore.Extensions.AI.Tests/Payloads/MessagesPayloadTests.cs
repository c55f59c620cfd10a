using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Payloads.Payload;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed class MessagesPayloadTests
{
    private static readonly byte[] s_bytes = [1, 2, 3, 250];

    [Fact]
    public void Messages_keep_their_roles_and_instructions_come_first() =>
        Of(
            new AgentCorePayloadOptions { Format = AgentCorePayloadFormat.Messages },
            new ChatOptions { Instructions = "Be brief." },
            SystemSays("Speak French."), User("Hi <user>"), Assistant(new TextContent("Hel"), new TextContent("lo.")), User("Bye"))
            .Should().Be(
                """{"messages":[{"role":"system","content":"Be brief."},{"role":"system","content":"Speak French."},{"role":"user","content":"Hi <user>"},"""
                + """{"role":"assistant","content":"Hello."},{"role":"user","content":"Bye"}]}""");

    [Fact]
    public void Tool_calls_and_results_have_openais_shape() =>
        OfMessages(
            User("Time?"),
            Assistant(new FunctionCallContent("c1", "get_time", new Dictionary<string, object?> { ["city"] = "Köln" }), new FunctionCallContent("c2", "get_date")),
            Tool(new FunctionResultContent("c1", "12:30"), new FunctionResultContent("c2", new Dictionary<string, object?> { ["day"] = 3 })))
            .Should().Be(
                """{"messages":[{"role":"user","content":"Time?"},"""
                + """{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"get_time","arguments":"{\"city\":\"Köln\"}"}},"""
                + """{"id":"c2","type":"function","function":{"name":"get_date","arguments":"{}"}}]},"""
                + """{"role":"tool","tool_call_id":"c1","content":"12:30"},{"role":"tool","tool_call_id":"c2","content":"{\"day\":3}"}]}""");

    [Fact]
    public void Results_in_messages_of_other_roles_still_follow_their_calls() =>
        OfMessages(
            Assistant(new FunctionCallContent("c", "t"), new FunctionResultContent("c", "r"), new TextContent("Done.")),
            User(new TextContent("And?"), new FunctionResultContent("c", "s")))
            .Should().Be(
                """{"messages":[{"role":"assistant","content":"Done.","tool_calls":[{"id":"c","type":"function","function":{"name":"t","arguments":"{}"}}]},"""
                + """{"role":"tool","tool_call_id":"c","content":"r"},{"role":"tool","tool_call_id":"c","content":"s"},{"role":"user","content":"And?"}]}""");

    [Fact]
    public void Images_sound_and_files_are_parts() =>
        OfMessages(User(
            new TextContent("See:"),
            new DataContent(s_bytes, "image/png"),
            new DataContent(s_bytes, "audio/wav"),
            new DataContent(s_bytes, "application/pdf") { Name = "a.pdf" }))
            .Should().Be(
                """{"messages":[{"role":"user","content":[{"type":"text","text":"See:"},"""
                + """{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID+g=="}},"""
                + """{"type":"input_audio","input_audio":{"data":"AQID+g==","format":"wav"}},"""
                + """{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AQID+g=="}}]}]}""");

    [Fact]
    public void The_property_path_says_where_the_messages_stand() =>
        Of(new AgentCorePayloadOptions { Format = AgentCorePayloadFormat.Messages, PropertyPath = "input.chat" }, null, User("Hi"))
            .Should().Be("""{"input":{"chat":[{"role":"user","content":"Hi"}]}}""");

    [Fact]
    public void An_address_in_s3_has_no_place() =>
        FluentActions.Invoking(() => OfMessages(User(new UriContent("s3://b/a.png", "image/png"))))
            .Should().Throw<NotSupportedException>().WithMessage("*'s3:'*");

    [Fact]
    public void A_media_type_without_a_part_is_named() =>
        FluentActions.Invoking(() => OfMessages(User(new DataContent(s_bytes, "video/mp4"))))
            .Should().Throw<NotSupportedException>().WithMessage("*'video/mp4'*");

    [Fact]
    public void Text_of_a_tool_message_is_refused_since_it_answers_no_call() =>
        FluentActions.Invoking(() => OfMessages(Tool(new TextContent("12:30"))))
            .Should().Throw<NotSupportedException>().WithMessage("*FunctionResultContent*");

    [Fact]
    public void Media_that_the_assistant_sent_are_refused() =>
        FluentActions.Invoking(() => OfMessages(Assistant(new DataContent(s_bytes, "image/png")), User("Hi")))
            .Should().Throw<NotSupportedException>().WithMessage("DataContent*'assistant'*");

    [Fact]
    public void A_call_that_the_user_made_is_refused() =>
        FluentActions.Invoking(() => OfMessages(User(new FunctionCallContent("c", "t"))))
            .Should().Throw<NotSupportedException>().WithMessage("*'user'*");

    [Fact]
    public void Data_that_is_too_large_is_refused_before_it_is_copied() =>
        FluentActions.Invoking(() => OfMessages(User(new DataContent(new byte[75_000_001], "image/png"))))
            .Should().Throw<ArgumentException>().WithParameterName("messages").WithMessage("*100,000,004 bytes*");
}
