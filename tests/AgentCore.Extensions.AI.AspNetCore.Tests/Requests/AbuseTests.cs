using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using AgentCore.Extensions.AI.AspNetCore.Tests.Server;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Requests;

/// <summary>Requests that are made to hurt get a clear error, soon and cheaply.</summary>
public sealed class AbuseTests
{
    [Fact]
    public async Task A_body_beyond_the_limit_is_413_whether_its_length_is_told_or_not()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        byte[] body = Encoding.UTF8.GetBytes($$"""{"model":"agent","messages":[{"role":"user","content":"{{new string('x', 10_000_000)}}"}]}""");

        using HttpRequestMessage told = Post(new ByteArrayContent(body));
        (await gateway.SendAsync(told)).ShouldBeError(413, "invalid_request_error", "request_too_large", null);

        using HttpRequestMessage chunked = Post(new ByteArrayContent(body));
        chunked.Headers.TransferEncodingChunked = true;
        (await gateway.SendAsync(chunked)).ShouldBeError(413, "invalid_request_error", "request_too_large", null);
    }

    [Fact]
    public async Task A_large_body_within_the_limit_arrives_whole()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, options => options.MaxRequestBodySize = 64_000_000);
        string text = new('é', 20_000_000);

        Answer answer = await gateway.PostAsync($$"""{"model":"agent","messages":[{"role":"user","content":"{{text}}"}]}""");

        answer.Status.Should().Be(HttpStatusCode.OK, "the server's own limit of 30 MB gives way");
        client.Call.Messages.Single().Text.Length.Should().Be(text.Length);
    }

    [Fact]
    public async Task Two_hundred_thousand_messages_are_refused_at_once()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        string messages = string.Join(',', Enumerable.Repeat("""{"role":"user","content":""}""", 200_000));
        await gateway.PostAsync("""{"model":"agent","messages":[]}""");
        Stopwatch time = Stopwatch.StartNew();

        Answer answer = await gateway.PostAsync($$"""{"model":"agent","messages":[{{messages}}]}""");

        answer.ShouldBeError(400, "invalid_request_error", "invalid_value", "messages");
        answer.Error.GetProperty("message").GetString().Should().Contain("200,000").And.Contain("2,048");
        time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Many_members_take_linear_time()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);
        string members = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"\"k{i}\":1,"));
        Stopwatch time = Stopwatch.StartNew();

        Answer answer = await gateway.PostAsync($$"""{{{members}}"model":"agent","messages":[{"role":"user","content":"Hi"}]}""");

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Ignored.Should().StartWith("k0, k1, ").And.EndWith(", k31, ...");
        time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60), "looking each of them up among all would take minutes");
    }

    [Fact]
    public async Task Deep_JSON_is_refused()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));

        Answer answer = await gateway.PostAsync($$"""{"model":"agent","metadata":{{new string('[', 100_000)}}{{new string(']', 100_000)}},"messages":[]}""");

        answer.ShouldBeError(400, "invalid_request_error", "invalid_json", null);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public async Task Bytes_that_are_no_UTF8_are_refused(byte[] bytes)
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        byte[] body = [.. """{"model":"agent","messages":[{"role":"user","content":" """u8, .. bytes, .. """ "}]}"""u8];

        using HttpRequestMessage request = Post(new ByteArrayContent(body));
        (await gateway.SendAsync(request)).ShouldBeError(400, "invalid_request_error", "invalid_json", null);
    }

    [Fact]
    public async Task A_byte_order_mark_is_skipped()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));

        (await gateway.PostAsync("\uFEFF" + """{"model":"agent","messages":[{"role":"user","content":"Hi"}]}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_encoded_body_is_415_and_not_unpacked()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"));
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(new byte[100_000_000]);
        }

        using HttpRequestMessage request = Post(new ByteArrayContent(packed.ToArray()));
        request.Content!.Headers.ContentEncoding.Add("gzip");
        (await gateway.SendAsync(request)).ShouldBeError(415, "invalid_request_error", "unsupported_media_type", null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task Anything_but_JSON_is_415(string? contentType)
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client);

        using HttpRequestMessage request = Post(new StringContent("""{"model":"agent","messages":[{"role":"user","content":"Hi"}]}"""));
        request.Content!.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        (await gateway.SendAsync(request)).ShouldBeError(415, "invalid_request_error", "unsupported_media_type", null);
        client.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_slow_sender_is_cut_off()
    {
        await using Gateway gateway = await Gateway.StartAsync(new ScriptedChatClient("ok"), options => options.RequestBodyTimeout = TimeSpan.FromMilliseconds(600));
        using TcpClient socket = new();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"u8.ToArray());
        using CancellationTokenSource end = new(TimeSpan.FromSeconds(30));

        // More than the server's own least rate of 240 bytes a second: only a limit for the whole ends this.
        byte[] piece = new byte[40];
        Array.Fill(piece, (byte)' ');
        Task sending = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await stream.WriteAsync(piece);
                await Task.Delay(50);
            }
        });
        byte[] buffer = new byte[8192];
        int length = await stream.ReadAsync(buffer, end.Token);
        await end.CancelAsync();

        Encoding.UTF8.GetString(buffer, 0, length).Should().StartWith("HTTP/1.1 408 ").And.Contain("request_timeout");
        await FluentActions.Awaiting(() => sending.WaitAsync(TimeSpan.FromSeconds(20))).Should().NotThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Nothing_that_a_caller_writes_becomes_a_header_or_a_line_of_the_log()
    {
        ScriptedChatClient client = new("ok");
        await using Gateway gateway = await Gateway.StartAsync(client, model: (id, inner) => new OpenAIChatModel(id, inner) { HasSessions = true });

        Answer answer = await gateway.PostAsync(
            """
            {"model":"agent","user":"ada\r\nx-evil: 1","safety_identifier":"a\nb","metadata":{"header:x-evil":"1","agentRuntimeArn":"arn"},
             "runtimeSessionId":"s\r\nx-evil: 1","\r\nx-evil: 1":2,"messages":[{"role":"user","content":"the secret text"}]}
            """);

        answer.Status.Should().Be(HttpStatusCode.OK);
        answer.Headers.Keys.Should().NotContain(name => name.Contains("evil"));
        answer.SessionId.Should().HaveLength(47);
        client.Call.Options.AdditionalProperties!.Keys.Should().BeEquivalentTo("user", "safety_identifier", "metadata");
        gateway.Logs.All.Should().NotContain("evil").And.NotContain("secret text");
    }

    private static HttpRequestMessage Post(HttpContent content)
    {
        content.Headers.ContentType ??= new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = content };
    }
}
