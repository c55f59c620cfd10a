using Microsoft.Extensions.AI;
using static AgentCore.Extensions.AI.Tests.Payloads.Payload;

namespace AgentCore.Extensions.AI.Tests.Payloads;

public sealed class MediaPayloadTests
{
    private static readonly byte[] s_bytes = [1, 2, 3, 250];

    [Fact]
    public void An_image_makes_the_prompt_an_array_of_converse_blocks() =>
        Of(User(new TextContent("What is this?"), new DataContent(s_bytes, "image/png")))
            .Should().Be("""{"prompt":[{"text":"What is this?"},{"image":{"format":"png","source":{"bytes":"AQID+g=="}}}]}""");

    [Fact]
    public void Content_keeps_its_order_and_texts_side_by_side_are_one_block() =>
        Of(User(new DataContent(s_bytes, "image/jpeg"), new TextContent("One.")), User("Two."), User(new DataContent(s_bytes, "image/gif"), new TextContent("Three.")))
            .Should().Be(
                """{"prompt":[{"image":{"format":"jpeg","source":{"bytes":"AQID+g=="}}},{"text":"One.\n\nTwo."},"""
                + """{"image":{"format":"gif","source":{"bytes":"AQID+g=="}}},{"text":"Three."}]}""");

    [Fact]
    public void Media_of_a_history_stand_within_the_element_of_their_message() =>
        Of(User(new TextContent("See:"), new DataContent(s_bytes, "image/png")), Assistant("A cat."), User("Its name?"))
            .Should().Be(
                """{"prompt":[{"text":"<user>See:"},{"image":{"format":"png","source":{"bytes":"AQID+g=="}}},"""
                + """{"text":"</user>\n<assistant>A cat.</assistant>\n\nIts name?"}]}""");

    [Fact]
    public void A_document_has_a_name_that_converse_takes() =>
        Of(User(new DataContent(s_bytes, "application/pdf") { Name = "Q3_report: final [v2] (Köln).pdf" }))
            .Should().Be("""{"prompt":[{"document":{"format":"pdf","name":"Q3 report final [v2] (K ln)","source":{"bytes":"AQID+g=="}}}]}""");

    [Fact]
    public void Documents_without_a_name_or_with_the_same_one_are_told_apart() =>
        Of(User(
            new DataContent(s_bytes, "text/plain; charset=utf-8"),
            new DataContent(s_bytes, "TEXT/MARKDOWN") { Name = "日本.md" },
            new DataContent(s_bytes, "text/csv") { Name = "a.csv" },
            new DataContent(s_bytes, "text/html") { Name = "A.html" }))
            .Should().Be(
                """{"prompt":[{"document":{"format":"txt","name":"document","source":{"bytes":"AQID+g=="}}},"""
                + """{"document":{"format":"md","name":"document (2)","source":{"bytes":"AQID+g=="}}},"""
                + """{"document":{"format":"csv","name":"a","source":{"bytes":"AQID+g=="}}},"""
                + """{"document":{"format":"html","name":"A (2)","source":{"bytes":"AQID+g=="}}}]}""");

    [Fact]
    public void A_document_name_is_never_longer_than_converse_takes() =>
        Of(User(new DataContent(s_bytes, "application/pdf") { Name = new string('n', 500) }))
            .Should().Contain($"\"name\":\"{new string('n', 190)}\"");

    [Fact]
    public void An_address_in_s3_is_sent_for_the_agent_to_read() =>
        Of(User(new UriContent("s3://My-Bucket/in/clip one.mp4", "video/mp4"), new UriContent("s3://b/r%C3%A9sum%C3%A9.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")))
            .Should().Be(
                """{"prompt":[{"video":{"format":"mp4","source":{"s3Location":{"uri":"s3://My-Bucket/in/clip one.mp4"}}}},"""
                + """{"document":{"format":"docx","name":"r sum","source":{"s3Location":{"uri":"s3://b/r%C3%A9sum%C3%A9.docx"}}}}]}""");

    [Fact]
    public void An_address_that_holds_the_data_is_sent_as_data() =>
        Of(User(new UriContent("data:image/webp;base64,AQID", "image/webp")))
            .Should().Be("""{"prompt":[{"image":{"format":"webp","source":{"bytes":"AQID"}}}]}""");

    [Theory]
    [InlineData("https://example.com/cat.png?signature=secret")]
    [InlineData("file:///etc/secret.png")]
    public void Another_address_is_refused_without_showing_it(string address)
    {
        ChatMessage message = User(new UriContent(address, "image/png"));

        foreach (Func<string> build in (Func<string>[])[() => Of(message), () => OfMessages(message)])
        {
            build.Should().Throw<NotSupportedException>().WithMessage("*Download it and send it as DataContent*")
                .Which.Message.Should().NotContain("secret");
        }
    }

    [Fact]
    public void A_media_type_that_no_block_takes_is_named() =>
        FluentActions.Invoking(() => Of(User(new DataContent(s_bytes, "audio/wav"))))
            .Should().Throw<NotSupportedException>().WithMessage("*'audio/wav'*");
}
