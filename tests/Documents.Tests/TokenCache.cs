namespace AgentCore.Extensions.AI.Documents.Tests;

/// <summary>Stands for an application's own source of OAuth tokens.</summary>
public sealed class TokenCache
{
    private string? _token;

    public ValueTask<string> GetTokenAsync(bool refresh, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _token = refresh || _token is null ? Guid.NewGuid().ToString() : _token;
        return new ValueTask<string>(_token);
    }
}
