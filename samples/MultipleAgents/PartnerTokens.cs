using AgentCore.Extensions.AI;

namespace MultipleAgents;

/// <summary>
/// Keeps the access token for the partner's agent. In earnest <see cref="RequestAsync"/> asks your identity provider;
/// here it makes one up, as the local agent looks at no token.
/// </summary>
internal sealed class PartnerTokens : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private string? _token;

    public async ValueTask<string> GetAsync(AgentCoreBearerTokenContext context, CancellationToken cancellationToken)
    {
        // One caller asks, the others wait for what it gets. A refused token is not offered again.
        await _one.WaitAsync(cancellationToken);
        try
        {
            return _token = context.RefusedBefore ? await RequestAsync() : _token ?? await RequestAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static Task<string> RequestAsync() => Task.FromResult($"local.{Guid.NewGuid():N}.token");
}
