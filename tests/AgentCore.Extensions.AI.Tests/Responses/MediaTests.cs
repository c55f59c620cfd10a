using AgentCore.Extensions.AI.Tests.Responses.Adversarial;
using AgentCore.Extensions.AI.Tests.Responses.Properties;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>Images and other files among the words.</summary>
public sealed class MediaTests
{
    [Theory]
    [InlineData("""{"role":"assistant","content":[{"image":{"format":"jpeg","source":{"bytes":"AAEC"}}}]}""", "image/jpeg")]
    [InlineData("""{"role":"assistant","content":[{"image":{"source":{"bytes":"AAEC"}}}]}""", "image/png")]
    [InlineData("""{"role":"assistant","content":[{"type":"image","source":{"type":"base64","media_type":"image/gif","data":"AAEC"}}]}""", "image/gif")]
    [InlineData("""{"role":"assistant","content":[{"type":"image","source":{"data":"AAEC"}}]}""", "application/octet-stream")]
    [InlineData("""{"content":{"role":"model","parts":[{"inlineData":{"data":"AAEC","mimeType":"image/webp"}}]}}""", "image/webp")]
    [InlineData("""{"content":{"role":"model","parts":[{"inline_data":{"data":"AAEC","mime_type":"image/webp"}}]}}""", "image/webp")]
    [InlineData("""{"candidates":[{"content":{"parts":[{"inlineData":{"data":"AAEC","mimeType":"image/webp"}}]}}]}""", "image/webp")]
    [InlineData("""{"type":"file","url":"data:audio/wav;base64,AAEC"}""", "audio/wav")]
    [InlineData("""{"contents":[{"$type":"data","uri":"data:audio/wav;base64,AAEC"}]}""", "audio/wav")]
    [InlineData("""{"Contents":[{"$type":"data","Uri":"data:audio/wav;base64,AAEC"}]}""", "audio/wav")]
    public async Task A_file_is_told_with_its_media_type(string json, string mediaType)
    {
        DataContent data = (await Ask.EventsAsync(json)).Contents<DataContent>().Should().ContainSingle().Subject;

        data.MediaType.Should().Be(mediaType);
        data.Data.ToArray().Should().Equal(0, 1, 2);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":[{"type":"image","source":{"data":"","media_type":"image/gif"}},{"text":"Hi"}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"image","source":{"data":"?","media_type":"image/gif"}},{"text":"Hi"}]}""")]
    [InlineData("""{"role":"assistant","content":[{"image":{"format":"png","source":{}}},{"text":"Hi"}]}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"search_note","content":"7"},{"text":"Hi"}]}""")]
    [InlineData("""{"contents":[{"$type":"data","uri":"https://example.com/a.png"},{"$type":"text","text":"Hi"}]}""")]
    public async Task What_can_t_be_given_hides_nothing_beside_it(string json)
    {
        Reading reading = await Ask.EventsAsync(json);

        reading.Text.Should().Be("Hi");
        reading.Contents<AIContent>().Should().ContainSingle();
    }
}
