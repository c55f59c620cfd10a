using System.Text;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>
/// A data plane on a port of its own, called by a real <see cref="AgentCoreChatClient"/>. It remembers by session, and answers what the test says.
/// </summary>
internal sealed class AgentFixture : IAsyncDisposable
{
    public const string Arn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234";

    private readonly WebApplication _application;
    private readonly List<AgentRequest> _requests;

    private AgentFixture(WebApplication application, List<AgentRequest> requests)
    {
        _application = application;
        _requests = requests;
    }

    public IReadOnlyList<AgentRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public IReadOnlyList<AgentRequest> Invocations => [.. Requests.Where(request => request.Path.EndsWith("/invocations", StringComparison.Ordinal))];

    public AgentRequest Invocation => Invocations.Should().ContainSingle().Subject;

    public static Task<AgentFixture> StartAsync(string text = "ok") => StartAsync(context => context.Response.WriteAsync(text));

    public static async Task<AgentFixture> StartAsync(Func<HttpContext, Task> answer)
    {
        List<AgentRequest> requests = [];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        application.Run(async context =>
        {
            using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
            AgentRequest request = new(
                Uri.UnescapeDataString(context.Request.Path),
                context.Request.Query["qualifier"],
                context.Request.Headers["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"],
                context.Request.Headers["X-Amzn-Bedrock-AgentCore-Runtime-User-Id"],
                await reader.ReadToEndAsync());
            lock (requests)
            {
                requests.Add(request);
            }

            if (request.Path.EndsWith("/invocations", StringComparison.Ordinal))
            {
                context.Response.ContentType = "text/plain";
                await answer(context);
            }
        });
        await application.StartAsync();
        return new AgentFixture(application, requests);
    }

    /// <summary>Fails as the service does: with its own error name.</summary>
    public static Func<HttpContext, Task> Failing(int status, string? name, string message = "words of the service", string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        if (name is not null)
        {
            context.Response.Headers["x-amzn-ErrorType"] = name;
        }

        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"message":"{{message}}"}""");
    };

    public AgentCoreChatClient Client(Action<AgentCoreChatClientOptions>? configure = null)
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Arn, ServiceUrl = _application.Urls.Single() };
        options.Credentials.AccessKeyId = "AKIDEXAMPLE";
        options.Credentials.SecretAccessKey = Planted.SecretAccessKey;
        options.Retry.MaxAttempts = 1;
        configure?.Invoke(options);
        return new AgentCoreChatClient(options, WatchedLogs.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(5)).Token);
        await _application.DisposeAsync();
    }
}
