using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using AgentCore.Extensions.AI.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>An agent that holds every call at its moment, and counts the connections and requests that it still has.</summary>
internal sealed class LeavingAgent : IAsyncDisposable
{
    /// <summary>How long the one event is of which the answer to any other call consists: as long as those of 32 calls that are left in mid-answer.</summary>
    public const int LargeAnswerBytes = 32 * UnfinishedBytes;

    /// <summary>More than an answer may keep without asking the client's budget.</summary>
    private const int UnfinishedBytes = 200_000;

    /// <summary>Less than a request that is held while its body is sent, so that the sender has to wait.</summary>
    private const int SocketBuffer = 32 * 1024;

    private static readonly string s_unfinishedEvent = "data: \"" + new string('a', UnfinishedBytes);

    private readonly ConcurrentDictionary<string, LeavingCall> _calls = new();
    private readonly WebApplication _app;
    private int _connections;
    private int _requests;

    private LeavingAgent()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = endpoint =>
        {
            Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.ReceiveBufferSize = SocketBuffer;
            return socket;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBufferSize = SocketBuffer;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Use(next => async connection =>
            {
                Interlocked.Increment(ref _connections);
                try
                {
                    await next(connection);
                }
                finally
                {
                    Interlocked.Decrement(ref _connections);
                }
            }));
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string Address => _app.Urls.Single();

    public int Connections => Volatile.Read(ref _connections);

    public int Requests => Volatile.Read(ref _requests);

    public static async Task<LeavingAgent> StartAsync()
    {
        LeavingAgent agent = new();
        await agent._app.StartAsync();
        return agent;
    }

    public void Expect(LeavingCall call) => _calls[call.SessionId] = call;

    /// <summary>Connects as the client's handler would, with buffers as small as the agent's.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (context.InitialRequestMessage.Headers.TryGetValues(RequestHeaders.SessionId, out IEnumerable<string>? session)
            && _calls.TryGetValue(session.First(), out LeavingCall? call))
        {
            await call.HoldAsync(Moment.Connecting);
        }

        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SocketBuffer };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (!_calls.TryGetValue(context.Request.Headers[RequestHeaders.SessionId].ToString(), out LeavingCall? call))
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync($"data: \"{new string('a', LargeAnswerBytes)}\"\n\n");
            Interlocked.Decrement(ref _requests);
            return;
        }

        await using CancellationTokenRegistration seeing = context.RequestAborted.Register(call.SeeLeft);
        try
        {
            await AnswerAsync(context, call);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // The caller left, which is what this is about.
            call.SeeLeft();
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    private static async Task AnswerAsync(HttpContext context, LeavingCall call)
    {
        CancellationToken left = context.RequestAborted;
        await call.HoldAsync(Moment.SendingTheBody);
        await context.Request.Body.CopyToAsync(Stream.Null, left);
        if (context.Request.Path.Value!.EndsWith("/stopruntimesession", StringComparison.Ordinal))
        {
            await StayAsync(call, Moment.StoppingASession, left);
            await context.Response.WriteAsync("{}", left);
            return;
        }

        await StayAsync(call, Moment.BeforeTheHeaders, left);
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(left);
        await StayAsync(call, Moment.BeforeTheFirstByte, left);
        for (int i = 0; i < 10; i++)
        {
            await SayAsync(context, $"data: \"{i} \"\n\n");
        }

        if (call.Moment == Moment.InMidAnswer)
        {
            await SayAsync(context, s_unfinishedEvent);
        }

        await StayAsync(call, Moment.InMidAnswer, left);
        if (call.Moment is Moment.BetweenTwoUpdates or Moment.LeftWithoutCancelling)
        {
            await Task.Delay(Timeout.Infinite, left);
        }

        for (int i = 0; call.Moment == Moment.Anywhere && i < 10; i++)
        {
            await Task.Delay(1, left);
            await SayAsync(context, "data: \"more\"\n\n");
        }
    }

    /// <summary>Lets the caller leave, and goes on only when that has been seen here.</summary>
    private static async Task StayAsync(LeavingCall call, Moment here, CancellationToken left)
    {
        if (call.Moment == here)
        {
            _ = call.HoldAsync(here);
            await Task.Delay(Timeout.Infinite, left);
        }
    }

    private static async Task SayAsync(HttpContext context, string text)
    {
        await context.Response.WriteAsync(text, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
