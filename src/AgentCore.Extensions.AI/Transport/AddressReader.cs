namespace AgentCore.Extensions.AI.Transport;

/// <summary>Reads what users name and remembers the last: nearly every client calls one runtime, and each call reads it twice.</summary>
internal sealed class AddressReader(Func<bool> endpointOverridden)
{
    private volatile LastRead? _last;

    /// <inheritdoc cref="AgentRuntimeAddress.Parse"/>
    public AgentRuntimeAddress Read(string value, string? accountId, string paramName)
    {
        LastRead? last = _last;
        if (last is null || last.Value != value || last.AccountId != accountId)
        {
            _last = last = new LastRead(value, accountId, AgentRuntimeAddress.Parse(value, accountId, endpointOverridden, paramName));
        }

        return last.Address;
    }

    private sealed record LastRead(string Value, string? AccountId, AgentRuntimeAddress Address);
}
