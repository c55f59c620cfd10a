using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.FakeDataPlane;

/// <summary>
/// A data plane (or an agent container) on a real socket of 127.0.0.1. It records every request and answers as the test's function says.
/// </summary>
/// <example>
/// <code>
/// await using var fake = await FakeAgentRuntime.StartAsync(call => call.AnswerAsync("""{"result":"hello"}"""));
/// options.ServiceUrl = fake.Address.ToString();     // as the service
/// options.AgentRuntimeArn = fake.Address.ToString(); // or as a container
/// fake.Requests.Should().ContainSingle();
/// </code>
/// </example>
internal sealed class FakeAgentRuntime : IAsyncDisposable
{
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly Func<FakeCall, Task> _handler;
    private readonly FakeSigner? _signer;
    private readonly WebApplication _app;
    private int _count;

    private FakeAgentRuntime(Func<FakeCall, Task> handler, FakeSigner? signer)
    {
        _handler = handler;
        _signer = signer;

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    /// <summary>Gets <c>http://127.0.0.1:PORT</c> with a slash at its end.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Gets what arrived so far, in the order of arrival; a request is here once its body was read.</summary>
    public IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Starts a server that takes every request as it comes.</summary>
    public static Task<FakeAgentRuntime> StartAsync(Func<FakeCall, Task> handler) => StartAsync(signer: null, handler);

    /// <summary>Starts a server that, like AWS, turns down requests whose SigV4 signature it can't compute itself.</summary>
    public static async Task<FakeAgentRuntime> StartAsync(FakeSigner? signer, Func<FakeCall, Task> handler)
    {
        FakeAgentRuntime fake = new(handler, signer);
        await fake._app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new(TimeSpan.FromMilliseconds(50));
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        int number = Interlocked.Increment(ref _count);
        RecordedRequest request = await RecordedRequest.ReadAsync(context, number);
        _requests.Enqueue(request);
        FakeCall call = new(context, request);
        if (_signer?.FindFault(request) is { } fault)
        {
            context.Response.Headers.Date = _signer.Now.ToString("R");
            await call.FailAsync(HttpStatusCode.Forbidden, "InvalidSignatureException", fault);
            return;
        }

        try
        {
            await _handler(call);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client left, which many tests are about.
        }
    }
}
