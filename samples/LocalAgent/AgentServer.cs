using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalAgent;

/// <summary>The contract between AgentCore Runtime and a container: <c>POST /invocations</c> and <c>GET /ping</c>.</summary>
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
        SmallAgent agent = new();

        app.MapGet("/ping", () => new { status = "Healthy", time_of_last_update = DateTimeOffset.UtcNow.ToUnixTimeSeconds() });
        app.MapPost("/invocations", (HttpContext context) => InvokeAsync(context, agent));
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
        await agent.AnswerAsync(context.Request.Headers[SessionHeader].ToString(), prompt, stream);
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
