using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>A server with the endpoints, on a port of its own, and a client for it.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _application;

    private Gateway(WebApplication application, RecordingLogs logs)
    {
        _application = application;
        Logs = logs;
        Http = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public RecordingLogs Logs { get; }

    public Uri Address => Http.BaseAddress!;

    /// <summary>Starts a server whose one model is called <c>agent</c>.</summary>
    public static Task<Gateway> StartAsync(
        IChatClient client,
        Action<OpenAIChatCompletionsOptions>? configure = null,
        Func<string, IChatClient, OpenAIChatModel>? model = null,
        Action<IServiceCollection>? services = null) =>
        StartAsync(
            container =>
            {
                container.AddKeyedSingleton("agent", client);
                services?.Invoke(container);
            },
            options =>
            {
                options.CreateModel = model ?? options.CreateModel;
                configure?.Invoke(options);
            });

    /// <summary>Starts a server with the container's keyed clients as models. The header <c>x-test-tenant</c> says who calls.</summary>
    public static async Task<Gateway> StartAsync(Action<IServiceCollection> services, Action<OpenAIChatCompletionsOptions>? configure = null)
    {
        RecordingLogs logs = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        services(builder.Services);
        builder.Services.AddOpenAIChatCompletions(options =>
        {
            options.GetCaller = context => new OpenAICaller
            {
                Tenant = context.Request.Headers["x-test-tenant"].ToString(),
                TrustsSessionIds = context.Request.Headers.ContainsKey("x-test-trusted"),
                MayNameRuntimeUser = context.Request.Headers.ContainsKey("x-test-trusted"),
            };
            configure?.Invoke(options);
        });
        WebApplication application = builder.Build();
        application.MapOpenAIChatCompletions();
        await application.StartAsync();
        return new Gateway(application, logs);
    }

    public static HttpRequestMessage Request(string body, params (string Name, string Value)[] headers)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Posts a body to <c>chat/completions</c>.</summary>
    public async Task<Answer> PostAsync(string body, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = Request(body, headers);
        return await SendAsync(request);
    }

    /// <summary>Posts with header lines as they stand; HttpClient would join lines of one name.</summary>
    public async Task<string> PostRawAsync(string body, params string[] headerLines)
    {
        using TcpClient socket = new();
        await socket.ConnectAsync(Address.Host, Address.Port);
        NetworkStream stream = socket.GetStream();
        string head = string.Concat(headerLines.Select(line => $"{line}\r\n"));
        byte[] bytes = Encoding.UTF8.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{head}\r\n{body}");
        await stream.WriteAsync(bytes);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async Task<Answer> GetAsync(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(5)).Token);
        await _application.DisposeAsync();
    }
}
