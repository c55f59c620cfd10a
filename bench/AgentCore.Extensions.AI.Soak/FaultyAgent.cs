using System.Text;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>A data plane and a container in one, whose agent does what the prompt says. It counts who was called how often.</summary>
internal sealed class FaultyAgent : IAsyncDisposable
{
    public const string Argument = "--agent";
    public const string StatePath = "/state";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_timeToSend = TimeSpan.FromMilliseconds(200);

    private readonly Ledger _ledger = new();
    private readonly LiveSessions _sessions = new();
    private readonly WebApplication _app;
    private int _underWay;

    private FaultyAgent()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/invocations", InvokeAsync);
        _app.MapPost("/runtimes/{arn}/invocations", InvokeAsync);
        _app.MapPost("/runtimes/{arn}/stopruntimesession", context =>
        {
            _sessions.End(LiveSessions.IdOf(context));
            return context.Response.WriteAsync("{}");
        });
        _app.MapGet("/runs/{id}", (int id) => _ledger[id]);
        _app.MapGet(StatePath, () => new AgentState(Volatile.Read(ref _underWay), _sessions.Count));
    }

    public string Address => _app.Urls.Single();

    /// <summary>Where it tells how often a call has reached it.</summary>
    public static string RunsPath(int id) => $"/runs/{id}";

    public static async Task<FaultyAgent> StartAsync()
    {
        FaultyAgent agent = new();
        await agent._app.StartAsync();
        return agent;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task InvokeAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        var call = PlannedCall.Parse(await reader.ReadToEndAsync(context.RequestAborted));
        int run = _ledger.Add(call.Id);
        if (call.Kind is CallKind.Throttled || (call.Kind is CallKind.ThrottledOnce && run == 1))
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "ThrottlingException");
            return;
        }

        _sessions.Begin(context);
        Interlocked.Increment(ref _underWay);
        try
        {
            await RunAsync(context, call);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private static async Task RunAsync(HttpContext context, PlannedCall call)
    {
        switch (call.Kind)
        {
            case CallKind.Unanswered:
                context.Abort();
                break;
            case CallKind.Failed:
                await RefuseAsync(context, StatusCodes.Status424FailedDependency, "RuntimeClientError");
                break;
            case CallKind.Whole:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync($$"""{"result":"{{call.Text(call.Pieces)}}"}""");
                break;
            default:
                await SpeakAsync(context, call);
                break;
        }
    }

    private static async Task SpeakAsync(HttpContext context, PlannedCall call)
    {
        context.Response.ContentType = "text/event-stream";
        for (int i = 0; i < call.PiecesBeforeTheFault; i++)
        {
            await SendAsync(context, $$"""{"event":{"contentBlockDelta":{"contentBlockIndex":0,"delta":{"text":"{{call.Piece(i)}}"} } } }""");
            await Task.Delay(s_pause, context.RequestAborted);
        }

        switch (call.Kind)
        {
            case CallKind.Broken:
                // What was written last has to be out before the connection is cut, also where timers overtake sockets.
                await Task.Yield();
                await Task.Delay(s_timeToSend, context.RequestAborted);
                context.Abort();
                break;
            case CallKind.FailedWithin:
                await SendAsync(context, """{"error":"out of memory","error_type":"RuntimeError","message":"An error occurred during streaming"}""");
                break;
            case CallKind.Silent:
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            default:
                await SendAsync(context, """{"event":{"messageStop":{"stopReason":"end_turn"}}}""");
                break;
        }
    }

    private static async Task SendAsync(HttpContext context, string data)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-ErrorType"] = error;
        return context.Response.WriteAsync("""{"message":"As planned."}""");
    }
}
