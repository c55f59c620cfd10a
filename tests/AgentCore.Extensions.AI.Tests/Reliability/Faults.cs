using System.Text;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>Everything that goes wrong in the matrix.</summary>
internal static class Faults
{
    private const string Stream = "text/event-stream";
    private const string Hello = "data: \"Hel\"\n\ndata: \"lo\"\n\n";
    private const string StartUp = "Runtime initialization time exceeded. Please make sure that initialization completes in 30s.";

    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(400);

    public static IReadOnlyList<Fault> All { get; } = [.. Connection(), .. Answers(), .. Bodies(), .. Times()];

    private static IEnumerable<Fault> Connection() =>
    [
        new("no such address (DNS)", OkAsync) { Address = _ => "https://no-such-host.invalid", Expected = _ => (0, Fate.DidNotRun) },
        new("refused connection", OkAsync) { Address = _ => "http://127.0.0.1:1", Expected = _ => (0, Fate.DidNotRun) },
        new("failed TLS handshake", OkAsync) { Address = address => address.Replace("http:", "https:", StringComparison.Ordinal), Expected = _ => (0, Fate.DidNotRun) },
        new("closed before an answer", async call => await (await call.ReadBodyAsync()).CloseAsync()) { Expected = Once },
        new("reset before an answer", async call => await (await call.ReadBodyAsync()).ResetAsync()) { Expected = Once },
        new("reset while a large body is being sent", call => call.ResetAsync()) { Prompt = new string('x', 8 * 1024 * 1024), Expected = Once },
        new("a pooled connection that is closed as it is used again", async call => await (call.Number == 1 ? OkAsync(call) : call.ResetAsync()))
        {
            CallsBefore = 1,
            Expected = Once,
        },
        new("headers that break off", async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync("HTTP/1.1 200 OK\r\nContent-Ty");
            await call.CloseAsync();
        }) { Expected = Once },
        new("no HTTP at all", async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync("220 mail.example.com ESMTP\r\n");
            await call.CloseAsync();
        }) { Expected = Once },
    ];

    private static IEnumerable<Fault> Answers() =>
    [
        new("429 ThrottlingException, once", call => call.Number == 1 ? ThrottleAsync(call) : OkAsync(call)) { Text = "Hello", Expected = route => Service(route, (2, Fate.Answered)) },
        new("429 ThrottlingException, always", call => ThrottleAsync(call)) { Expected = route => Service(route, (3, Fate.DidNotRun)) },
        new("429 ThrottlingException with Retry-After, once", call => call.Number == 1 ? ThrottleAsync(call, "Retry-After: 1") : OkAsync(call))
        {
            Text = "Hello",
            Expected = route => Service(route, (2, Fate.Answered)),
            Wait = route => route == Route.Direct ? TimeSpan.Zero : TimeSpan.FromSeconds(1),
            WaitsFor = "Retry-After",
        },
        new("429 ThrottlingException with a Retry-After that is too long", call => ThrottleAsync(call, "Retry-After: 3600")) { Expected = route => Service(route, (1, Fate.DidNotRun)) },
        new("429 without the service's error name", call => call.AnswerAsync("429 Too Many Requests", "slow down", "text/plain")) { Expected = Once },
        new("409 RetryableConflictException, once", call => call.Number == 1 ? call.RefuseAsync("409 Conflict", "RetryableConflictException", "The session is being made.") : OkAsync(call))
        {
            Text = "Hello",
            Expected = route => Service(route, (2, Fate.Answered)),
        },
        new("409 ConflictException", call => call.RefuseAsync("409 Conflict", "ConflictException", "It is being updated.")) { Expected = route => Service(route, (1, Fate.DidNotRun)) },
        new("424: the agent failed", call => call.RefuseAsync("424 Failed Dependency", "RuntimeClientError", "Received error (500) from runtime.")) { Expected = Once },
        new("424: start-up time-out", call => call.RefuseAsync("424 Failed Dependency", "RuntimeClientError", StartUp)) { Expected = Once },
        new("424: start-up time-out, with RetryStartupTimeout, once", call => call.Number == 1 ? call.RefuseAsync("424 Failed Dependency", "RuntimeClientError", StartUp) : OkAsync(call))
        {
            Text = "Hello",
            Configure = options => options.Retry.RetryStartupTimeout = true,
            Expected = route => Service(route, (2, Fate.Answered)),
        },
        new("403: a wrong clock", call => call.Number == 1
            ? call.RefuseAsync("403 Forbidden", "InvalidSignatureException", "Signature expired", $"Date: {DateTimeOffset.UtcNow.AddMinutes(20):R}")
            : OkAsync(call))
        {
            Text = "Hello",
            Expected = route => route == Route.Iam ? (2, Fate.Answered) : Service(route, (1, Fate.DidNotRun)),
        },
        new("403: expired credentials that nobody can refresh", call => call.RefuseAsync("403 Forbidden", "ExpiredTokenException", "The security token included in the request is expired"))
        {
            Expected = route => Service(route, (1, Fate.DidNotRun)),
        },
        new("401: the token is refused, once", call => call.Number == 1 ? call.AnswerAsync("401 Unauthorized", "", "text/plain", "WWW-Authenticate: Bearer") : OkAsync(call))
        {
            Text = "Hello",
            Expected = route => route == Route.Bearer ? (2, Fate.Answered) : (1, Fate.MayHaveRun),
        },
        new("307 to another address", call => call.AnswerAsync("307 Temporary Redirect", "", "text/plain", "Location: http://127.0.0.1:1/elsewhere")) { Expected = Once },
        new("a cookie that an answer before has set", call => call.Header("Cookie") is null ? call.AnswerAsync("200 OK", Hello, Stream, "Set-Cookie: user=one; Path=/") : call.AnswerAsync("400 Bad Request", "", "text/plain"))
        {
            CallsBefore = 1,
            Text = "Hello",
            Expected = _ => (1, Fate.Answered),
        },
        new("500 InternalServerException", call => call.RefuseAsync("500 Internal Server Error", "InternalServerException", "Something broke.")) { Expected = Once },
        new("502 without a word", call => call.AnswerAsync("502 Bad Gateway", "", "text/plain")) { Expected = Once },
        new("503 with a page of HTML", call => call.AnswerAsync("503 Service Unavailable", "<html><title>Busy</title></html>", "text/html")) { Expected = Once },
        new("504 of a proxy", call => call.AnswerAsync("504 Gateway Timeout", "upstream", "text/plain")) { Expected = Once },
    ];

    private static IEnumerable<Fault> Bodies() =>
    [
        new("an error inside the stream", call => call.AnswerAsync("200 OK", Hello + "data: {\"error\": \"no model\", \"error_type\": \"ModelError\"}\n\n", Stream)) { Text = "Hello", Expected = Once },
        new("a body shorter than its length", async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {Stream}\r\nContent-Length: 1000\r\n\r\n{Hello}");
            await call.CloseAsync();
        }) { Text = "Hello", Expected = Once },
        new("a body longer than its length", async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {Stream}\r\nContent-Length: {Hello.Length}\r\n\r\n{Hello}HTTP/1.1 200 OK");
            await call.CloseAsync();
        }) { Text = "Hello", Expected = _ => (1, Fate.Answered) },
        new("chunks that break off", async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {Stream}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunk(Hello)}");
            await call.CloseAsync();
        }) { Text = "Hello", Expected = Once },
        new("a compressed body", call => call.AnswerAsync("200 OK", "not really", Stream, "Content-Encoding: gzip")) { Expected = Once },
        .. Enumerable.Range(1, 19).Select(twentieth => new Fault($"reset after {twentieth}/20 of the answer's body", async call =>
        {
            string all = string.Concat(Enumerable.Range(0, 20).Select(piece => Chunk($"data: \"{piece} \"\n\n")));
            await (await call.ReadBodyAsync()).WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {Stream}\r\nTransfer-Encoding: chunked\r\n\r\n{all[..(all.Length / 20 * twentieth)]}");

            // What is on its way has to arrive: a reset overtakes it.
            await Task.Delay(100);
            await call.ResetAsync();
        }) { Text = "…", Expected = Once }),
    ];

    private static IEnumerable<Fault> Times() =>
    [
        new("silence before the first byte, longer than FirstByteTimeout", async call => await (await call.ReadBodyAsync()).StallAsync())
        {
            Configure = options => options.FirstByteTimeout = s_limit,
            Expected = Once,
            Wait = _ => s_limit,
            WaitsFor = "FirstByteTimeout",
        },
        new("silence within the answer, longer than IdleTimeout", async call =>
        {
            await (await call.ReadBodyAsync()).WriteAsync($"HTTP/1.1 200 OK\r\nContent-Type: {Stream}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunk(Hello)}");
            await call.StallAsync();
        })
        {
            Text = "Hello",
            Configure = options => options.IdleTimeout = s_limit,
            Expected = Once,
            Wait = _ => s_limit,
            WaitsFor = "IdleTimeout",
        },
    ];

    private static (int Requests, Fate Fate) Once(Route route) => (1, Fate.MayHaveRun);

    // A container that is called directly is not the service: it had the message, whatever it answers.
    private static (int Requests, Fate Fate) Service(Route route, (int Requests, Fate Fate) expected) => route == Route.Direct ? Once(route) : expected;

    private static Task OkAsync(RawCall call) => call.AnswerAsync("200 OK", Hello, Stream);

    private static Task ThrottleAsync(RawCall call, params string[] headers) => call.RefuseAsync("429 Too Many Requests", "ThrottlingException", "Rate exceeded", headers);

    private static string Chunk(string text) => $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";
}
