using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using OpenAIGateway.Configuration;
using OpenAIGateway.Keys;

namespace OpenAIGateway.Hosting;

/// <summary>The limits of calls with a good key: answers under way in all and by key, and calls a minute by key.</summary>
internal static class RateLimits
{
    private static readonly object s_all = new();
    private static readonly object s_none = new();

    public static void Configure(RateLimiterOptions options, GatewaySettings settings)
    {
        // The rate comes last: a call that is turned down for another reason does not count.
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Limiter(context => IsCall(context)
                ? RateLimitPartition.GetConcurrencyLimiter(s_all, _ => AtOnce(settings.Limits.Streams))
                : null),
            Limiter(context => IsCall(context) && KeyOf(context) is { Settings.Streams: { } streams } key
                ? RateLimitPartition.GetConcurrencyLimiter<object>(key, _ => AtOnce(streams))
                : null),
            Limiter(context => KeyOf(context) is { Settings.RequestsPerMinute: { } rate } key
                ? RateLimitPartition.GetTokenBucketLimiter<object>(key, _ => PerMinute(rate))
                : null));
        options.OnRejected = (context, _) =>
        {
            bool byRate = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan retryAfter);
            return new ValueTask(TooManyRequests.WriteAsync(
                context.HttpContext, retryAfter, byRate ? "This API key has made all the calls that it may make in a minute." : "Too many answers are under way already."));
        };
    }

    private static PartitionedRateLimiter<HttpContext> Limiter(Func<HttpContext, RateLimitPartition<object>?> partition) =>
        PartitionedRateLimiter.Create<HttpContext, object>(context => partition(context) ?? RateLimitPartition.GetNoLimiter(s_none));

    private static bool IsCall(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && KeyOf(context) is not null;

    private static ApiKey? KeyOf(HttpContext context) => context.Features.Get<ApiKey>();

    private static ConcurrencyLimiterOptions AtOnce(int count) => new() { PermitLimit = count };

    private static TokenBucketRateLimiterOptions PerMinute(int rate) => new()
    {
        TokenLimit = rate,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / rate,
    };
}
