using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// The one way out: all transports send through it. It keeps nothing between calls and follows nothing,
/// and it knows of every failure whether the request's body had begun to be written.
/// </summary>
internal sealed class ConnectionHandler : DelegatingHandler
{
    private const int KeepAliveSeconds = 60;

    private readonly TimeSpan _connectTimeout;

    public ConnectionHandler(AgentCoreChatClientOptions options)
        : base(CreateSockets(options)) => _connectTimeout = options.ConnectTimeout;

    /// <summary>Makes a client of this handler. Time is <see cref="InvocationClock"/>'s business; the 100 seconds of <see cref="HttpClient"/> would end most answers.</summary>
    public static HttpClient CreateClient(AgentCoreChatClientOptions options) => new(new ConnectionHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        WatchedContent content = new(request.Content ?? new ByteArrayContent([]));
        request.Content = content;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException e)
        {
            // Nobody cancelled: it is how the socket handler reports its own time limit.
            TimeoutException timeout = new($"No connection within ConnectTimeout ({_connectTimeout}).", e);
            throw ConnectionErrors.NotReached(request.RequestUri, content.HasBegun, timeout);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw ConnectionErrors.NotReached(request.RequestUri, content.HasBegun, e);
        }

        return await CheckAsync(response, cancellationToken).ConfigureAwait(false);
    }

    private static SocketsHttpHandler CreateSockets(AgentCoreChatClientOptions options)
    {
        SocketsHttpHandler sockets = new()
        {
            // Cookies would be shared between users; a redirect would carry body, session and token to another host.
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            // The operation's own trace headers are set on purpose; ambient ones would not be signed and come twice.
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.ConnectTimeout,
            ConnectCallback = ConnectAsync,
            // A connection that idles for long is closed by something on the way, and only found dead once a body is written.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            // So that leaving a stream closes its socket at once instead of reading on.
            ResponseDrainTimeout = TimeSpan.Zero,
            MaxResponseDrainSize = 0,
            MaxConnectionsPerServer = int.MaxValue,
        };
        options.ConfigureHttpHandler?.Invoke(sockets);
        return sockets;
    }

    /// <summary>Connects as the handler would by itself, with probes: an agent may think for longer than a NAT gateway keeps a silent connection (AWS's: 350 seconds).</summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveSeconds);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<HttpResponseMessage> CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        try
        {
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                throw ConnectionErrors.Redirected(response);
            }

            await ErrorBody.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>A request's body that remembers whether it began to be written: from then on the agent may run.</summary>
    private sealed class WatchedContent : HttpContent
    {
        private readonly HttpContent _inner;
        private volatile bool _hasBegun;

        public WatchedContent(HttpContent inner)
        {
            _inner = inner;
            foreach ((string name, HeaderStringValues values) in inner.Headers.NonValidated)
            {
                Headers.TryAddWithoutValidation(name, values.ToString());
            }
        }

        public bool HasBegun => _hasBegun;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            _hasBegun = true;
            return _inner.CopyToAsync(stream, context, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _inner.Headers.ContentLength ?? -1;
            return length >= 0;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
