using System.Text.Json;

namespace Quickstart.Agent;

/// <summary>The contract between AgentCore Runtime and a container: <c>POST /invocations</c> and <c>GET /ping</c>.</summary>
internal static class AgentServer
{
    private const string SessionHeader = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id";

    public static async Task<int> RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        SmallAgent agent = new();

        app.MapGet("/ping", () => new { status = "Healthy", time_of_last_update = DateTimeOffset.UtcNow.ToUnixTimeSeconds() });
        app.MapPost("/invocations", (HttpContext context) => InvokeAsync(context, agent));

        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        // Whoever started us holds the other end of our input, and lets go of it when it ends.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    private static async Task InvokeAsync(HttpContext context, SmallAgent agent)
    {
        string? prompt = await ReadPromptAsync(context);
        if (prompt is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsJsonAsync(new { error = "The body is no JSON object with a string under 'prompt'." });
            return;
        }

        context.Response.ContentType = "text/event-stream";
        ConverseStream stream = new(context.Response, context.RequestAborted);
        await agent.AnswerAsync(context.Request.Headers[SessionHeader].ToString(), prompt, stream);
    }

    private static async Task<string?> ReadPromptAsync(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return body.RootElement.ValueKind == JsonValueKind.Object
                && body.RootElement.TryGetProperty("prompt", out JsonElement prompt) && prompt.ValueKind == JsonValueKind.String
                ? prompt.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
