using System.Text.Json;
using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Payloads.Payload;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed class PromptPayloadTests
{
    [Fact]
    public void A_lone_user_text_is_the_prompt_word_for_word() =>
        Of(User(" Was ist <user>?\n\"é\" & 日本 😀 ")).Should().Be("""{"prompt":" Was ist <user>?\n\"é\" & 日本 \uD83D\uDE00 "}""");

    [Fact]
    public void Several_user_texts_in_a_row_are_joined_by_blank_lines_and_not_marked() =>
        Of(User("One."), User(new TextContent("Two."), new TextContent("Three."))).Should().Be("""{"prompt":"One.\n\nTwo.\n\nThree."}""");

    [Fact]
    public void Instructions_come_before_system_messages_and_the_user_text_after_both() =>
        Of(new ChatOptions { Instructions = "Be brief." }, SystemSays("Speak French."), SystemSays("Never swear."), User("Hi"))
            .Should().Be("""{"prompt":"<system>Be brief.</system>\n<system>Speak French.</system>\n<system>Never swear.</system>\n\nHi"}""");

    [Fact]
    public void A_history_is_a_transcript_with_the_last_user_texts_unmarked() =>
        Of(User("Hi"), Assistant("Hello."), User("I am Ada."), User("Who am I?"))
            .Should().Be("""{"prompt":"<user>Hi</user>\n<assistant>Hello.</assistant>\n\nI am Ada.\n\nWho am I?"}""");

    [Fact]
    public void A_system_message_among_the_last_user_texts_goes_before_them() =>
        Of(User("One."), SystemSays("Be brief."), User("Two."), SystemSays("Be kind."))
            .Should().Be("""{"prompt":"<system>Be brief.</system>\n<system>Be kind.</system>\n\nOne.\n\nTwo."}""");

    [Fact]
    public void A_system_message_within_the_history_keeps_its_place() =>
        Of(User("Hi"), SystemSays("Now be brief."), Assistant("Hello."), User("Bye"))
            .Should().Be("""{"prompt":"<user>Hi</user>\n<system>Now be brief.</system>\n<assistant>Hello.</assistant>\n\nBye"}""");

    [Fact]
    public void A_developer_message_counts_as_a_system_message() =>
        Of(new ChatMessage(new ChatRole("developer"), "Be brief."), User("Hi")).Should().Be("""{"prompt":"<system>Be brief.</system>\n\nHi"}""");

    [Fact]
    public void System_messages_alone_are_sent() =>
        Of(SystemSays("Report.")).Should().Be("""{"prompt":"<system>Report.</system>"}""");

    [Fact]
    public void Tool_calls_and_results_appear_with_the_name_of_the_tool() =>
        Of(
            User("Time in Rome?"),
            Assistant(new TextContent("Let me see."), new FunctionCallContent("call_1", "get_time", new Dictionary<string, object?> { ["city"] = "Rome", ["digits"] = 2 })),
            Tool(new FunctionResultContent("call_1", "12:30")),
            Assistant("It is 12:30."),
            User("Thanks"))
            .Should().Be(
                """{"prompt":"<user>Time in Rome?</user>\n<assistant>Let me see.</assistant>\n<tool_call name=\"get_time\">{\"city\":\"Rome\",\"digits\":2}</tool_call>\n"""
                + """<tool_result name=\"get_time\">12:30</tool_result>\n<assistant>It is 12:30.</assistant>\n\nThanks"}""");

    [Fact]
    public void A_history_that_ends_with_a_tool_result_is_marked_to_its_end() =>
        Of(User("Time?"), Assistant(new FunctionCallContent("c", "get_time")), Tool(new FunctionResultContent("c", "12:30")))
            .Should().Be("""{"prompt":"<user>Time?</user>\n<tool_call name=\"get_time\">{}</tool_call>\n<tool_result name=\"get_time\">12:30</tool_result>"}""");

    [Fact]
    public void A_result_whose_call_is_not_sent_is_named_after_its_id() =>
        Of(Tool(new FunctionResultContent("call_1", "12:30"))).Should().Be("""{"prompt":"<tool_result name=\"call_1\">12:30</tool_result>"}""");

    [Fact]
    public void Text_of_a_tool_message_is_a_result_without_a_name() =>
        Of(Tool(new TextContent("12:30"))).Should().Be("""{"prompt":"<tool_result>12:30</tool_result>"}""");

    [Fact]
    public void Earlier_reasoning_usage_and_errors_are_not_sent() =>
        Of(
            User("Hi"),
            Assistant(new TextReasoningContent("Secret thoughts."), new TextContent("Hel"), new TextContent("lo."), new UsageContent(new()), new ErrorContent("x")),
            Assistant(new TextReasoningContent("Only thoughts.")),
            User("Bye"))
            .Should().Be("""{"prompt":"<user>Hi</user>\n<assistant>Hello.</assistant>\n\nBye"}""");

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character() =>
        JsonDocument.Parse(Of(User("a\ud83d b\ude00"))).RootElement.GetProperty("prompt").GetString().Should().Be("a\ufffd b\ufffd");

    [Theory]
    [InlineData("message", """{"message":"Hi"}""")]
    [InlineData("input.prompt", """{"input":{"prompt":"Hi"}}""")]
    [InlineData("a.b.c.d.e.f.g.h", """{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":"Hi"}}}}}}}}""")]
    public void The_property_path_says_where_the_prompt_stands(string path, string expected) =>
        Of(new AgentCorePayloadOptions { PropertyPath = path }, null, User("Hi")).Should().Be(expected);

    [Theory]
    [InlineData("")]
    [InlineData("input.")]
    [InlineData("a..b")]
    [InlineData("a.b.c.d.e.f.g.h.i")]
    public void A_property_path_with_a_fault_is_refused(string path) =>
        FluentActions.Invoking(() => Of(new AgentCorePayloadOptions { PropertyPath = path }, null, User("Hi")))
            .Should().Throw<ArgumentException>().WithParameterName("PropertyPath");

    [Fact]
    public void A_factory_writes_the_body_from_the_messages_and_options()
    {
        byte[] body = [1, 2, 3];
        AgentCorePayloadContext? seen = null;
        var payload = new AgentCorePayloadOptions { Factory = context => { seen = context; return body; } };
        var context = new AgentCorePayloadContext([User("Hi")], RuntimeSessionId.New()) { Options = new ChatOptions { Seed = 7 } };

        AgentCore.Extensions.AI.Payloads.PayloadBuilder.Build(payload, context).ToArray().Should().Equal(1, 2, 3);

        seen.Should().BeSameAs(context);
    }

    [Fact]
    public void Nothing_to_send_is_refused() =>
        FluentActions.Invoking(() => Of(new ChatOptions { Instructions = "Be brief." }, User(""), Assistant(new TextReasoningContent("Hm."))))
            .Should().Throw<ArgumentException>().WithParameterName("messages").WithMessage("The messages hold nothing to send*");

    [Fact]
    public void More_than_the_service_takes_is_refused_with_its_size() =>
        FluentActions.Invoking(() => Of(User(new string('x', 100_000_000))))
            .Should().Throw<ArgumentException>().WithParameterName("messages").WithMessage("*100,000,013 bytes*100,000,000*");

    [Fact]
    public void Data_that_is_too_large_is_refused_before_it_is_copied() =>
        FluentActions.Invoking(() => Of(User(new DataContent(new byte[75_000_001], "image/png"))))
            .Should().Throw<ArgumentException>().WithParameterName("messages").WithMessage("*100,000,004 bytes*");

    [Fact]
    public void The_size_of_a_factorys_body_is_checked_too() =>
        FluentActions.Invoking(() => Of(new AgentCorePayloadOptions { Factory = _ => new byte[100_000_001] }, null, User("Hi")))
            .Should().Throw<ArgumentException>().WithParameterName("messages").WithMessage("*100,000,001 bytes*");

    [Fact]
    public void A_role_that_agents_do_not_know_is_refused() =>
        FluentActions.Invoking(() => Of(new ChatMessage(new ChatRole("critic"), "Bad.")))
            .Should().Throw<NotSupportedException>().WithMessage("*'critic'*");

    [Fact]
    public void Content_that_no_payload_carries_is_refused_by_name() =>
        FluentActions.Invoking(() => Of(User(new HostedFileContent("file_1"))))
            .Should().Throw<NotSupportedException>().WithMessage("HostedFileContent*Factory*");
}
