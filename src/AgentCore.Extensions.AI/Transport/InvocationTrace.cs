using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// Tells tracing what nobody outside sees of one invocation: each try, how long the first byte took, and which session it was, without its id.
/// An activity is one try; that of the try which is answered lasts as long as its answer. Where nobody listens it costs next to nothing.
/// </summary>
internal sealed class InvocationTrace(InvocationClock clock) : IDisposable
{
    private static readonly ActivitySource s_source = new("AgentCore.Extensions.AI", AgentCoreVersion.Value);

    private int _tries;
    private long _begun;
    private bool _hasBytes;
    private Activity? _answered;

    /// <summary>Sends once.</summary>
    public Task<AgentRuntimeResponse> TryAsync(IAgentRuntimeTransport transport, AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        _tries++;
        return s_source.HasListeners() ? TryHeardAsync(transport, request, cancellationToken) : transport.InvokeAsync(request, cancellationToken);
    }

    /// <summary>A read of the answer ended.</summary>
    public void OnRead(int count)
    {
        if (count > 0 && !_hasBytes)
        {
            _hasBytes = true;
            _answered?.SetTag("agentcore.time_to_first_byte", Stopwatch.GetElapsedTime(_begun).TotalSeconds);
        }
    }

    /// <summary>Ends the activity with the answer, whatever ends that; without an activity the answer is left as it is.</summary>
    public IAsyncEnumerable<T> Watch<T>(IAsyncEnumerable<T> answer, CancellationToken cancellationToken) =>
        _answered is null ? answer : WatchAsync(answer, _answered, cancellationToken);

    public void Dispose() => _answered?.Dispose();

    private async Task<AgentRuntimeResponse> TryHeardAsync(IAgentRuntimeTransport transport, AgentRuntimeRequest request, CancellationToken cancellationToken)
    {
        if (s_source.StartActivity("InvokeAgentRuntime", ActivityKind.Client) is not { } activity)
        {
            return await transport.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
        }

        _begun = Stopwatch.GetTimestamp();
        activity.SetTag("agentcore.attempt", _tries);
        if (activity.IsAllDataRequested && clock.RuntimeSessionId is { } session)
        {
            activity.SetTag("agentcore.session.hash", Hash(session));
        }

        try
        {
            AgentRuntimeResponse response = await transport.InvokeAsync(request, cancellationToken).ConfigureAwait(false);
            activity.SetTag("aws.request_id", response.RequestId);
            _answered = activity;
            return response;
        }
        catch (Exception exception)
        {
            Fail(activity, exception is OperationCanceledException cancelled ? clock.Translate(cancelled) : exception);
            activity.Dispose();
            throw;
        }
    }

    private static async IAsyncEnumerable<T> WatchAsync<T>(
        IAsyncEnumerable<T> answer, Activity activity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Activity ending = activity;
        IAsyncEnumerator<T> items = answer.GetAsyncEnumerator(cancellationToken);
        await using ConfiguredAsyncDisposable _ = items.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (Exception exception)
            {
                Fail(activity, exception);
                throw;
            }

            yield return items.Current;
        }
    }

    /// <summary>Says what failed by its name alone: what the agent or the service said may be about a user.</summary>
    private static void Fail(Activity activity, Exception exception)
    {
        activity.SetStatus(ActivityStatusCode.Error);
        AgentCoreException? error = exception as AgentCoreException;
        activity.SetTag("error.type", error?.InnerException is TimeoutException ? "timeout" : error?.ErrorCode ?? exception.GetType().FullName);
        if (error?.StatusCode is { } status)
        {
            activity.SetTag("http.response.status_code", (int)status);
        }

        if (error?.RequestId is { } requestId)
        {
            activity.SetTag("aws.request_id", requestId);
        }
    }

    /// <summary>Tells sessions apart without telling their ids, with which one could use them: 16 hexadecimal digits of the SHA-256.</summary>
    private static string Hash(string session) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(session)), 0, 8).ToLowerInvariant();
}
