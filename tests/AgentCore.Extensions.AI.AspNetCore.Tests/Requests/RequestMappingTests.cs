using System.Net;
using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Requests;

/// <summary>What reaches the client of what a caller sends.</summary>
public sealed class RequestMappingTests
{
    // The smallest PNG header; nobody looks at the picture.
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0xFB];

    [Fact]
    public async Task All_settings_reach_a_model_that_takes_them()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync(
            """
            {
              "model": "agent", "n": 1, "stream": false, "temperature": 0.5, "top_p": 0.25, "frequency_penalty": -1, "presence_penalty": 2, "seed": 9007199254740993,
              "max_tokens": 10, "max_completion_tokens": 20, "stop": ["a", "b"], "reasoning_effort": "high", "user": "ada", "safety_identifier": "ada-7",
              "metadata": {"ticket": "42"}, "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "description": "An answer.", "strict": true, "schema": {"type": "object"}}},
              "messages": [{"role": "user", "content": "Hi"}]
            }
            """);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Ignored.Should().BeNull();
        ChatOptions options = client.Call.Options;
        options.Temperature.Should().Be(0.5f);
        options.TopP.Should().Be(0.25f);
        options.FrequencyPenalty.Should().Be(-1);
        options.PresencePenalty.Should().Be(2);
        options.Seed.Should().Be(9007199254740993);
        options.MaxOutputTokens.Should().Be(20);
        options.StopSequences.Should().Equal("a", "b");
        options.Reasoning!.Effort.Should().Be(ReasoningEffort.High);
        options.ModelId.Should().BeNull("a model's name is the gateway's business");
        options.ConversationId.Should().BeNull("this client has no sessions");
        options.AdditionalProperties!["user"].Should().Be("ada");
        options.AdditionalProperties["safety_identifier"].Should().Be("ada-7");
        options.AdditionalProperties["strict"].Should().Be(true);
        options.AdditionalProperties["metadata"].Should().BeOfType<JsonElement>().Which.GetProperty("ticket").GetString().Should().Be("42");
        ChatResponseFormatJson format = options.ResponseFormat.Should().BeOfType<ChatResponseFormatJson>().Subject;
        format.SchemaName.Should().Be("answer");
        format.SchemaDescription.Should().Be("An answer.");
        format.Schema!.Value.GetRawText().Should().Be("""{"type": "object"}""");
    }

    [Theory]
    [InlineData("""{"max_completion_tokens":20,"max_tokens":10,""", 20)]
    [InlineData("""{"max_tokens":10,"max_completion_tokens":20,""", 20)]
    [InlineData("""{"max_tokens":10,""", 10)]
    [InlineData("""{"max_tokens":null,""", null)]
    public async Task The_newer_name_of_the_length_wins(string start, int? expected)
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        await gateway.PostAsync(start + """ "model":"agent","messages":[{"role":"user","content":"Hi"}]}""");

        client.Call.Options.MaxOutputTokens.Should().Be(expected);
    }

    [Fact]
    public async Task Messages_keep_their_roles_names_and_parts()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);
        string png = Convert.ToBase64String(s_png);

        Answer answer = await gateway.PostAsync(
            $$$"""
            {
              "model": "agent",
              "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "developer", "content": [{"type": "text", "text": "Be kind."}]},
                {"role": "assistant", "content": [{"type": "refusal", "refusal": "No."}], "tool_calls": null},
                {"role": "user", "name": "Ada", "content": [
                  {"type": "text", "text": "What is this? 😀"},
                  {"type": "image_url", "image_url": {"url": "data:image/png;base64,{{{png}}}", "detail": "low"}},
                  {"type": "image_url", "image_url": "DATA:image/png;base64,{{{png.Replace("/", "\\/")}}}"},
                  {"type": "input_audio", "input_audio": {"data": "AAEC", "format": "mp3"}},
                  {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,AAEC"}}
                ]}
              ]
            }
            """);

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Body);
        IReadOnlyList<ChatMessage> messages = client.Call.Messages;
        messages.Select(message => message.Role).Should().Equal(ChatRole.System, ChatRole.System, ChatRole.Assistant, ChatRole.User);
        messages.Take(3).Select(message => message.Text).Should().Equal("Be brief.", "Be kind.", "No.");
        messages[3].AuthorName.Should().Be("Ada");
        IList<AIContent> parts = messages[3].Contents;
        parts[0].Should().BeOfType<TextContent>().Which.Text.Should().Be("What is this? 😀");
        DataContent image = parts[1].Should().BeOfType<DataContent>().Subject;
        image.MediaType.Should().Be("image/png");
        image.Data.ToArray().Should().Equal(s_png);
        image.AdditionalProperties!["detail"].Should().Be("low");
        parts[2].Should().BeOfType<DataContent>().Which.Data.ToArray().Should().Equal(s_png, "escaped slashes are slashes");
        parts[3].Should().BeOfType<DataContent>().Which.MediaType.Should().Be("audio/mpeg");
        DataContent file = parts[4].Should().BeOfType<DataContent>().Subject;
        (file.MediaType, file.Name).Should().Be(("application/pdf", "a.pdf"));
        file.Data.ToArray().Should().Equal(0, 1, 2);
    }

    [Fact]
    public async Task What_an_SDK_gives_back_of_an_answer_is_taken()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        Answer answer = await gateway.PostAsync(
            """
            {"model":"agent","messages":[{"role":"user","content":"Hi"},
              {"role":"assistant","content":null,"refusal":"No.","annotations":[],"audio":null,"tool_calls":[]},{"role":"user","content":"Why?","tool_calls":[]}]}
            """);

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Body);
        answer.Ignored.Should().Be("messages[].annotations");
        client.Call.Messages.Select(message => message.Text).Should().Equal("Hi", "No.", "Why?");
    }

    [Fact]
    public async Task What_a_model_cant_take_is_named_and_not_sent()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { AcceptsModelSettings = false });

        Answer answer = await gateway.PostAsync(
            """
            {
              "model": "agent", "temperature": 0.5, "user": "ada", "metadata": {}, "store": false, "logprobs": true, "bad name\r\nx: y": 1, "tool_choice": "auto",
              "tools": [{"type": "function", "function": {"name": "f"}}], "runtimeSessionId": "mine",
              "messages": [{"role": "user", "name": "Ada", "content": [{"type": "image_url", "image_url": {"url": "data:image/png;base64,AAEC", "detail": "high"}, "cache_control": {}}], "odd": 1}],
              "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "strict": true}}
            }
            """);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Ignored.Should().Be(
            "temperature, metadata, logprobs, tool_choice, tools, response_format.json_schema.strict, messages[].name, messages[].odd, messages[].content[].cache_control, messages[].content[].image_url.detail, runtimeSessionId, ...");
        client.Call.Options.AdditionalProperties.Should().BeNull();
        (client.Call.Options.Temperature, client.Call.Options.Tools, client.Call.Options.ConversationId).Should().Be((null, null, null));
        client.Call.Options.ResponseFormat.Should().BeOfType<ChatResponseFormatJson>("an instruction can ask for it");
        client.Call.Messages.Single().AuthorName.Should().Be("Ada");
    }

    [Fact]
    public async Task An_address_in_S3_is_taken_where_the_operator_allows_it()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(
            client, model: (id, inner) => new OpenAIChatModel(id, inner) { AllowedS3Prefixes = ["s3://pictures/in/", "s3://whole"] });

        foreach (string address in new[] { "s3://pictures/in/cat.PNG", "s3://whole/a/b.jpeg" })
        {
            (await gateway.PostAsync(Image(address))).Status.Should().Be(HttpStatusCode.OK);
        }

        client.Calls.Select(call => call.Messages.Single().Contents.Single()).OfType<UriContent>().Select(uri => (uri.Uri.OriginalString, uri.MediaType))
            .Should().Equal(("s3://pictures/in/cat.PNG", "image/png"), ("s3://whole/a/b.jpeg", "image/jpeg"));
        foreach (string address in new[]
        {
            "s3://pictures/out/cat.png", "s3://whole-other/cat.png", "s3://pictures/in/../out/cat.png", "s3://pictures/in//cat.png", "s3://pictures/in/%2e%2e/cat.png",
            "S3://pictures/in/cat.png", "s3://pictures/in/cat.exe", "http://127.0.0.1/cat.png", "file:///etc/passwd",
        })
        {
            (await gateway.PostAsync(Image(address))).ShouldBeError(400, "invalid_request_error", "invalid_value", "messages[0].content[0].image_url.url");
        }
    }

    [Fact]
    public async Task Nothing_is_fetched()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        foreach (string address in new[] { "https://example.com/cat.png", "s3://pictures/cat.png", "data:image/png,abc", "data:;base64,AAEC", "data:text/html;base64,AAEC", "data:image/png;base64,A", "data:image/png;base64," })
        {
            (await gateway.PostAsync(Image(address))).ShouldBeError(400, "invalid_request_error", "invalid_value", "messages[0].content[0].image_url.url");
        }

        client.Calls.Should().BeEmpty();
    }

    private static string Image(string address) =>
        $$$"""{"model":"agent","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{{address}}}"}}]}]}""";
}
