using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Keys;

/// <summary>
/// Counts the calls without a good key that come from one address. A good key is never held up by the bad ones beside it:
/// many callers share an address.
/// </summary>
internal sealed class UnauthenticatedCalls(GatewaySettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = settings.Limits.UnauthenticatedPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>Counts a call; <see langword="false"/> where there were too many.</summary>
    public bool TryCount(HttpContext context, out TimeSpan retryAfter)
    {
        using RateLimitLease lease = _limiter.AttemptAcquire(Origin(context.Connection.RemoteIpAddress));
        lease.TryGetMetadata(MetadataName.RetryAfter, out retryAfter);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    // One who has an IPv6 address has all 2^64 of its network.
    private static IPAddress Origin(IPAddress? address)
    {
        if (address is null || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address ?? IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
