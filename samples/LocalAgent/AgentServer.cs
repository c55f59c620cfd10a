using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalAgent;

/// <summary>
/// The contract between AgentCore Runtime and a container, <c>POST /invocations</c> and <c>GET /ping</c>, and in front of it the two operations
/// of the service's data plane, for runtimes of any name: each endpoint of each is an agent with a memory of its own.
/// </summary>
public sealed class AgentServer : IAsyncDisposable
{
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    private readonly WebApplication _app;

    private AgentServer(WebApplication app) => _app = app;

    /// <summary>Gets where the agent listens, such as <c>http://127.0.0.1:49152</c>.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>Starts the agent in this process, on a free port.</summary>
    public static async Task<AgentServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        SmallAgent container = new("the agent of samples/LocalAgent");
        ConcurrentDictionary<string, SmallAgent> runtimes = new();
        SmallAgent FindRuntime(HttpContext context, string runtime) => runtimes.GetOrAdd(Introduce(context, runtime), name => new SmallAgent(name));

        app.MapGet("/ping", () => new { status = "Healthy", time_of_last_update = DateTimeOffset.UtcNow.ToUnixTimeSeconds() });
        app.MapPost("/invocations", (HttpContext context) => InvokeAsync(context, container));
        app.MapPost("/runtimes/{runtime}/invocations", (HttpContext context, string runtime) => InvokeAsync(context, FindRuntime(context, runtime)));
        app.MapPost("/runtimes/{runtime}/stopruntimesession", (HttpContext context, string runtime) => FindRuntime(context, runtime).Forget(Session(context)));
        await app.StartAsync();
        return new AgentServer(app);
    }

    /// <summary>Is the agent of an <see cref="AgentProcess"/>: tells its address, and ends when whoever started it lets go of its input.</summary>
    public static async Task<int> RunAsync()
    {
        await using AgentServer server = await StartAsync();
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>What the agent knows of itself: the name in its ARN, its endpoint, and how its caller proved who it is.</summary>
    private static string Introduce(HttpContext context, string runtime)
    {
        string arn = Uri.UnescapeDataString(runtime);
        string qualifier = context.Request.Query["qualifier"] is [{ } given] ? given : "DEFAULT";
        string proof = context.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal) ? "a token" : "a signature";
        return arn.Split(':') is [_, _, _, var region, var account, var name]
            ? $"{name.Replace("runtime/", null, StringComparison.Ordinal)} ({qualifier}) in {region}, account {account}, called with {proof}"
            : $"{arn} ({qualifier}), called with {proof}";
    }

    private static string Session(HttpContext context) => context.Request.Headers[SessionHeader].ToString();

    private static async Task InvokeAsync(HttpContext context, SmallAgent agent)
    {
        Prompt? prompt = await ReadPromptAsync(context);
        if (prompt is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = "The body is no JSON object with a text or blocks under 'prompt'." });
            return;
        }

        context.Response.ContentType = "text/event-stream";
        ConverseStream stream = new(context.Response, context.RequestAborted);
        await agent.AnswerAsync(Session(context), prompt, stream);
    }

    private static async Task<Prompt?> ReadPromptAsync(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return Prompt.Read(body.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
