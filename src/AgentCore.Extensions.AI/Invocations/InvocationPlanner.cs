using System.Collections.Concurrent;
using AgentCore.Extensions.AI.Payloads;
using AgentCore.Extensions.AI.Responses;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>Turns messages and options into a request. All that can be wrong with a call is found here, before anything is sent.</summary>
internal sealed partial class InvocationPlanner(
    AgentCoreChatClientOptions options, Func<bool> endpointOverridden, IServiceProvider? services, IChatClient client, ILogger logger)
{
    private readonly ConcurrentDictionary<string, bool> _reported = new();
    private readonly AddressReader _addresses = new(endpointOverridden);

    public Invocation Plan(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (chatOptions?.ContinuationToken is not null)
        {
            throw new InvalidOperationException("Agents on AgentCore give no continuation tokens: a call can't be continued, only made again.");
        }

        UnsupportedOptionsFinder.ThrowIfToolRequired(chatOptions);
        AgentRuntimeRequest request = StartRequest(chatOptions);
        SessionPlan session = SessionPlan.Make(chatOptions, request.RuntimeSessionId, options.History);
        request.RuntimeSessionId = session.RuntimeSessionId;
        request.RuntimeUserId ??= CallProperties.RuntimeUserId(chatOptions);
        CallProperties.CopyHeaders(chatOptions, request.Headers);
        AgentRuntimeAddress address = FillInRuntime(request, chatOptions);
        request.BearerTokenProvider ??= BearerTokens(request.AgentRuntimeArn!, chatOptions);
        request.Payload ??= BuildPayload(messages, chatOptions, session);
        RequestBounds.Check(request);

        return new Invocation(
            request,
            new ResponseIdentity
            {
                RuntimeSessionId = session.RuntimeSessionId,
                ConversationId = session.ConversationId,
                JsonRequested = chatOptions?.ResponseFormat is ChatResponseFormatJson,
            },
            StopsSession: options.StopSessionAfterCall && session.IsFresh && !address.IsContainer);
    }

    public AgentRuntimeStopRequest PlanStop(string runtimeSessionId, string? qualifier)
    {
        AgentRuntimeRequest request = new() { Qualifier = qualifier };
        FillInRuntime(request, chatOptions: null);
        return new AgentRuntimeStopRequest
        {
            AgentRuntimeArn = request.AgentRuntimeArn,
            AccountId = request.AccountId,
            Qualifier = request.Qualifier,
            RuntimeSessionId = runtimeSessionId,
            ClientToken = RuntimeSessionId.New(),
            BearerTokenProvider = BearerTokens(request.AgentRuntimeArn!, chatOptions: null),
        };
    }

    /// <summary>The session's end after the call that it was made for: the same runtime, the same identity.</summary>
    public static AgentRuntimeStopRequest PlanStop(AgentRuntimeRequest request) => new()
    {
        AgentRuntimeArn = request.AgentRuntimeArn,
        AccountId = request.AccountId,
        Qualifier = request.Qualifier,
        RuntimeSessionId = request.RuntimeSessionId,
        ClientToken = RuntimeSessionId.New(),
        BearerTokenProvider = request.BearerTokenProvider,
    };

    /// <summary>Which runtime and endpoint a call goes to, and what else the caller's own request says.</summary>
    public AgentRuntimeRequest FindTarget(ChatOptions? chatOptions)
    {
        AgentRuntimeRequest request = StartRequest(chatOptions);
        FillInRuntime(request, chatOptions);
        return request;
    }

    private AgentRuntimeRequest StartRequest(ChatOptions? chatOptions)
    {
        object? raw = chatOptions?.RawRepresentationFactory?.Invoke(client);

        // A factory that gives something else speaks to another provider in the pipeline; by the M.E.AI contract that is no error.
        return raw is AgentRuntimeRequest request ? request.Copy() : new AgentRuntimeRequest();
    }

    private AgentRuntimeAddress FillInRuntime(AgentRuntimeRequest request, ChatOptions? chatOptions)
    {
        request.AgentRuntimeArn ??= CallProperties.AgentRuntimeArn(chatOptions) ?? options.AgentRuntimeArn
            ?? throw new ArgumentException(
                $"Neither the client's options nor the call name an agent runtime. Set {nameof(AgentCoreChatClientOptions)}.{nameof(AgentCoreChatClientOptions.AgentRuntimeArn)}, "
                + $"or AdditionalProperties[\"{AgentCorePropertyNames.AgentRuntimeArn}\"] of the call.",
                nameof(options));

        // The account of the options belongs to their bare id; an ARN brings its own.
        bool isArn = AgentRuntimeAddress.IsRoute(request.AgentRuntimeArn);
        request.AccountId ??= isArn ? null : options.AccountId;
        AgentRuntimeAddress address = _addresses.Read(request.AgentRuntimeArn, request.AccountId, nameof(AgentCoreChatClientOptions.AgentRuntimeArn));
        request.Qualifier ??= CallProperties.Qualifier(chatOptions) ?? address.Qualifier ?? options.Qualifier;
        return address;
    }

    private ReadOnlyMemory<byte> BuildPayload(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, SessionPlan session)
    {
        ReportUnsupported(chatOptions);
        IReadOnlyList<ChatMessage> list = [.. messages];
        if (list.Count == 0)
        {
            throw new ArgumentException("There is nothing to send: the list of messages is empty.", nameof(messages));
        }

        if (list.Any(message => message is null))
        {
            throw new ArgumentException("One of the messages is null.", nameof(messages));
        }

        return PayloadBuilder.Build(
            options.Payload,
            new AgentCorePayloadContext(session.Trims ? MessageHistory.Trim(list) : list, session.RuntimeSessionId) { Options = chatOptions });
    }

    private void ReportUnsupported(ChatOptions? chatOptions)
    {
        foreach (string name in UnsupportedOptionsFinder.Find(options.Payload, chatOptions))
        {
            if (options.UnsupportedOptions == UnsupportedOptionsBehavior.Throw)
            {
                throw new NotSupportedException(
                    $"ChatOptions.{name} can't be carried to this agent: the body of a request has no place for it. "
                    + $"Leave it unset, write the body with {nameof(AgentCorePayloadOptions)}.{nameof(AgentCorePayloadOptions.Factory)}, "
                    + $"or set {nameof(AgentCoreChatClientOptions)}.{nameof(AgentCoreChatClientOptions.UnsupportedOptions)} to {nameof(UnsupportedOptionsBehavior.Warn)}.");
            }

            if (_reported.TryAdd(name, true))
            {
                LogUnsupported(name);
            }
        }
    }

    private Func<bool, CancellationToken, ValueTask<string>>? BearerTokens(string agentRuntimeArn, ChatOptions? chatOptions) =>
        options.BearerTokenProvider is not { } provider
            ? null
            : (refused, cancellationToken) => provider(
                new AgentCoreBearerTokenContext(agentRuntimeArn) { Options = chatOptions, Services = services, RefusedBefore = refused },
                cancellationToken);

    [LoggerMessage(1, LogLevel.Warning, "ChatOptions.{Option} can't be carried to this agent and is ignored. This is said once per client and option.")]
    private partial void LogUnsupported(string option);
}
