using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using AgentCore.Extensions.AI.Invocations;
using AgentCore.Extensions.AI.Responses;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentCore.Extensions.AI;

/// <summary>An agent on Amazon Bedrock AgentCore Runtime as an <see cref="IChatClient"/>: one call is one <c>InvokeAgentRuntime</c>.</summary>
/// <remarks>
/// <para>It can be used from several threads at once, for several sessions.</para>
/// <para>
/// Which session a call belongs to: <see cref="ChatOptions.ConversationId"/>, or the key <see cref="AgentCorePropertyNames.RuntimeSessionId"/>,
/// or else a fresh one for this call alone. Every response tells it in its <c>AdditionalProperties["runtimeSessionId"]</c>.
/// </para>
/// </remarks>
public sealed partial class AgentCoreChatClient : IChatClient
{
    private readonly AgentCoreChatClientOptions _options;
    private readonly IAgentRuntimeTransport _transport;
    private readonly IDisposable? _ownedTransport;
    private readonly InvocationPlanner _planner;
    private readonly InvocationRetry _retry;
    private readonly ResponseReader _reader;
    private readonly ChatClientMetadata _metadata;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;

    /// <summary>Makes a client of its own connections, with AWS's default credentials and the region that the ARN names.</summary>
    /// <param name="agentRuntimeArn">The runtime, in any form that <see cref="AgentCoreChatClientOptions.AgentRuntimeArn"/> takes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="agentRuntimeArn"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="agentRuntimeArn"/> names no agent runtime.</exception>
    public AgentCoreChatClient(string agentRuntimeArn)
        : this(
            new AgentCoreChatClientOptions { AgentRuntimeArn = agentRuntimeArn ?? throw new ArgumentNullException(nameof(agentRuntimeArn)) },
            loggerFactory: null,
            nameof(agentRuntimeArn))
    {
    }

    /// <summary>Makes a client of its own connections.</summary>
    /// <param name="options">Which runtime is called, as whom, and within which limits.</param>
    /// <param name="loggerFactory">Where the client logs to; nowhere by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A member of <paramref name="options"/> is outside its bounds.</exception>
    public AgentCoreChatClient(AgentCoreChatClientOptions options, ILoggerFactory? loggerFactory = null)
        : this(options, loggerFactory, nameof(options))
    {
    }

    /// <summary>Makes a client over a transport, which stays the caller's.</summary>
    /// <param name="transport">What carries the calls.</param>
    /// <param name="options">Which runtime is called, and within which limits. What concerns the connection (credentials, endpoint, handler) is the transport's business.</param>
    /// <param name="logger">Where the client logs to; nowhere by default.</param>
    /// <exception cref="ArgumentNullException"><paramref name="transport"/> or <paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A member of <paramref name="options"/> is outside its bounds.</exception>
    public AgentCoreChatClient(IAgentRuntimeTransport transport, AgentCoreChatClientOptions options, ILogger? logger = null)
        : this(transport, options, logger, services: null, ownsTransport: false)
    {
    }

    internal AgentCoreChatClient(
        IAgentRuntimeTransport transport,
        AgentCoreChatClientOptions options,
        ILogger? logger,
        IServiceProvider? services,
        bool ownsTransport,
        string optionsName = "options")
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(options);
        options = options.Copy();

        // Another's transport may reach runtimes by names of its own.
        Func<bool> anyName = transport is RoutingTransport routing ? () => routing.IsEndpointOverridden : () => true;
        OptionsFaults.ThrowIfAny(options, anyName, optionsName);

        _options = options;
        _transport = transport;
        _ownedTransport = ownsTransport ? transport as IDisposable : null;
        _logger = logger ?? NullLogger.Instance;
        _time = services?.GetService(typeof(TimeProvider)) as TimeProvider ?? TimeProvider.System;
        _planner = new InvocationPlanner(options, anyName, services, this, _logger);
        _retry = new InvocationRetry(options.Retry, _logger, _time);
        _reader = new ResponseReader(options.Limits, options.IncludeRawEvents, _logger);

        // "aws.bedrock" is OpenTelemetry's name for the provider; the runtime takes the model's place.
        _metadata = new ChatClientMetadata("aws.bedrock", transport.Endpoint, options.AgentRuntimeArn);
    }

    private AgentCoreChatClient(AgentCoreChatClientOptions options, ILoggerFactory? loggerFactory, string optionsName)
        : this(CreateTransport(options, loggerFactory), options, loggerFactory?.CreateLogger<AgentCoreChatClient>(), services: null, ownsTransport: true, optionsName)
    {
    }

    internal AgentCoreHistory History => _options.History;

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The call is malformed; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The options have a continuation token, or the <see cref="AgentCoreChatClientOptions.BearerTokenProvider"/> gave no token or one that would go out over plain http; nothing was sent.</exception>
    /// <exception cref="ObjectDisposedException">The client or the container that owns its connections was disposed of.</exception>
    /// <exception cref="NotSupportedException">The messages or options hold something that can't be carried to the agent; nothing was sent.</exception>
    /// <exception cref="AgentCoreException">The service, the agent or the way to them failed the call; what came before is in <see cref="AgentCoreException.PartialResponse"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the call.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        try
        {
            await foreach (ChatResponseUpdate update in GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            {
                updates.Add(update);
            }
        }
        catch (AgentCoreException exception) when (updates.Exists(update => update.Contents.Count > 0))
        {
            exception.PartialResponse = updates.ToChatResponse();
            throw;
        }

        return updates.ToChatResponse();
    }

    /// <inheritdoc/>
    /// <remarks>The call is checked at once; it is sent when the updates are asked for, once for every enumeration.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="messages"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The call is malformed; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The options have a continuation token, or the <see cref="AgentCoreChatClientOptions.BearerTokenProvider"/> gave no token or one that would go out over plain http; nothing was sent.</exception>
    /// <exception cref="ObjectDisposedException">The client or the container that owns its connections was disposed of.</exception>
    /// <exception cref="NotSupportedException">The messages or options hold something that can't be carried to the agent; nothing was sent.</exception>
    /// <exception cref="AgentCoreException">The service, the agent or the way to them failed the call; thrown after what came before has been given.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the call.</exception>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        StreamAsync(_planner.Plan(messages, options), cancellationToken);

    /// <summary>Ends a runtime session and frees its virtual machine. The next call under the same id begins with an empty memory.</summary>
    /// <param name="runtimeSessionId">The session: 33 to 256 characters.</param>
    /// <param name="qualifier">The endpoint of the runtime: 1 to 256 characters of printable ASCII; the options' by default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the service has confirmed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="runtimeSessionId"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An argument is outside its bounds; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">The <see cref="AgentCoreChatClientOptions.BearerTokenProvider"/> gave no token or one that would go out over plain http; nothing was sent.</exception>
    /// <exception cref="ObjectDisposedException">The client or the container that owns its connections was disposed of.</exception>
    /// <exception cref="NotSupportedException">The agent is a container that is called directly, which has no such operation.</exception>
    /// <exception cref="AgentCoreException">The service or the way to it failed the call.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended the call.</exception>
    public Task StopSessionAsync(string runtimeSessionId, string? qualifier = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(runtimeSessionId);
        RequestBounds.CheckSessionId(runtimeSessionId, nameof(runtimeSessionId));
        if (qualifier is not null)
        {
            RequestBounds.CheckQualifier(qualifier, nameof(qualifier));
        }

        return StopAsync(_planner.PlanStop(runtimeSessionId, qualifier), cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(_transport) ? _transport
            : serviceType.IsInstanceOfType(this) ? this
            : (_transport as IServiceProvider)?.GetService(serviceType);
    }

    /// <summary>Closes the connections where they are the client's own; a transport that was given to it stays open.</summary>
    public void Dispose() => _ownedTransport?.Dispose();

    internal AgentRuntimeRequest FindTarget(ChatOptions? options) => _planner.FindTarget(options);

    private static RoutingTransport CreateTransport(AgentCoreChatClientOptions options, ILoggerFactory? loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(options);
        return AgentRuntimeTransportFactory.Create(options, awsOptions: null, containerCredentials: null, loggerFactory);
    }

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        Invocation invocation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using InvocationClock clock = new(_options, cancellationToken, invocation.Request.RuntimeSessionId, _time);
        using InvocationTrace trace = new(clock);
        using AgentRuntimeResponse response = await SendAsync(invocation.Request, clock, trace).ConfigureAwait(false);
        response.Body = new TimedBody(response, clock, trace);

        // The body reads with the clock's token, and says whose wish a cancellation was; a second token would only blur that.
        IAsyncEnumerable<ChatResponseUpdate> updates = _reader.ReadAsync(response, invocation.Identity, CancellationToken.None);
        await foreach (ChatResponseUpdate update in trace.Watch(updates, CancellationToken.None).ConfigureAwait(false))
        {
            yield return update;
        }

        if (invocation.StopsSession)
        {
            await StopQuietlyAsync(InvocationPlanner.PlanStop(invocation.Request), cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<AgentRuntimeResponse> SendAsync(AgentRuntimeRequest request, InvocationClock clock, InvocationTrace trace) => RunAsync(
        (tokenRefused, token) =>
        {
            request.BearerTokenRefused = tokenRefused;
            return trace.TryAsync(_transport, request, token);
        },
        clock);

    private async Task StopAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken)
    {
        using InvocationClock clock = new(_options, cancellationToken, request.RuntimeSessionId, _time);
        await RunAsync(
            async (tokenRefused, token) =>
            {
                request.BearerTokenRefused = tokenRefused;
                await _transport.StopSessionAsync(request, token).ConfigureAwait(false);
                return true;
            },
            clock).ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<bool, CancellationToken, Task<T>> attempt, InvocationClock clock)
    {
        try
        {
            return await _retry.RunAsync(attempt, clock.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw clock.Translate(exception);
        }
        catch (AgentCoreException exception)
        {
            exception.RuntimeSessionId ??= clock.RuntimeSessionId;
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The caller has the whole answer; a session that lives on ends by itself.")]
    private async Task StopQuietlyAsync(AgentRuntimeStopRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await StopAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogNotStopped(exception);
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "The session that was made for this call could not be stopped; it ends by itself after its idle time.")]
    private partial void LogNotStopped(Exception exception);
}
