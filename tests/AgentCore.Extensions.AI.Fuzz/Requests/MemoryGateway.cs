using System.Diagnostics;
using AgentCore.Extensions.AI.AspNetCore;
using AgentCore.Extensions.AI.Fuzz.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>The mapped endpoints without a server: requests are objects, and so are answers.</summary>
internal sealed class MemoryGateway
{
    private readonly ScriptedRuntime _runtime = new();
    private readonly EchoClient _echo = new();
    private readonly ServiceProvider _services;
    private readonly RequestDelegate _pipeline;

    public MemoryGateway()
    {
        ServiceCollection services = new();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Logs));
        // Routing wants one, which a host registers.
        services.AddSingleton(_ => new DiagnosticListener("AgentCore.Extensions.AI.Fuzz"));
        services.AddKeyedSingleton<IChatClient>("agent", (_, _) => new AgentCoreChatClient(_runtime, new AgentCoreChatClientOptions { AgentRuntimeArn = "agent" }));
        services.AddKeyedSingleton<IChatClient>("messages", (_, _) => new AgentCoreChatClient(_runtime, Messages()));
        services.AddKeyedSingleton<IChatClient>("echo", _echo);
        services.AddOpenAIChatCompletions(options =>
        {
            options.SessionSecrets.Add(new OpenAISessionSecret([.. Enumerable.Range(1, OpenAISessionSecret.Length).Select(number => (byte)number)]));
            options.EndUserHeader = "x-end-user";
            options.MaxMessages = 16;
            options.MaxRequestBodySize = 64 * 1024;
            options.GetCaller = context => new OpenAICaller
            {
                Tenant = context.Request.Headers["x-tenant"].ToString(),
                TrustsSessionIds = context.Request.Headers.ContainsKey("x-trusted"),
                MayNameRuntimeUser = context.Request.Headers.ContainsKey("x-trusted"),
            };
            options.CreateModel = (id, client) => new OpenAIChatModel(id, client)
            {
                AcceptsClientTools = id == "echo",
                HasSessions = id != "echo",
                Qualifiers = ["production"],
                AllowedS3Prefixes = ["s3://images"],
                History = id == "agent" ? OpenAIHistory.Delta : OpenAIHistory.Whole,
            };
        });
        _services = services.BuildServiceProvider();
        ApplicationBuilder application = new(_services);
        application.UseRouting();
        application.UseEndpoints(endpoints => endpoints.MapOpenAIChatCompletions());
        _pipeline = application.Build();
    }

    public MemoryLogs Logs { get; } = new();

    /// <summary>Gets how often a model was asked with the last request.</summary>
    public int Calls => _runtime.Calls + _echo.Calls;

    /// <summary>Gets what the agent was sent with the last request.</summary>
    public AgentRuntimeRequest? Sent { get; private set; }

    /// <summary>Answers a request. What the endpoint throws goes on.</summary>
    public async Task AnswerAsync(IReadOnlyList<(string Name, string Value)> headers, Stream body, MemoryResponse response)
    {
        Sent = null;
        _echo.Calls = 0;
        _runtime.AnswerWith(request =>
        {
            Sent = request;
            return new AgentRuntimeResponse(new MemoryStream("data: {\"event\":{\"contentBlockDelta\":{\"delta\":{\"text\":\"Hello\"}}}}\n\n"u8.ToArray())) { ContentType = "text/event-stream" };
        });
        await using AsyncServiceScope scope = _services.CreateAsyncScope();
        FeatureCollection features = new();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = "POST", Path = "/v1/chat/completions", Scheme = "https", Protocol = "HTTP/1.1", Body = body });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(response);
        features.Set<IHttpRequestLifetimeFeature>(response);
        DefaultHttpContext context = new(features) { RequestServices = scope.ServiceProvider };
        foreach ((string name, string value) in headers)
        {
            context.Request.Headers.Append(name, value);
        }

        await _pipeline(context).ConfigureAwait(false);
        await response.CompleteAsync().ConfigureAwait(false);
    }

    private static AgentCoreChatClientOptions Messages()
    {
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = "messages" };
        options.Payload.Format = AgentCorePayloadFormat.Messages;
        return options;
    }
}
