using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OpenAIGateway.Hosting;

/// <summary>Health under LiteLLM's names. No agent is called: that would cost money, and start a session of its own.</summary>
internal static class Health
{
    public const string Path = "/health";

    private const string Ready = "ready";

    public static void Add(IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<NotStopping>("accepts calls", tags: [Ready]);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, Path, _ => true);
        Map(endpoints, $"{Path}/liveliness", _ => false);
        Map(endpoints, $"{Path}/readiness", check => check.Tags.Contains(Ready));
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<HealthCheckRegistration, bool> predicate) =>
        endpoints.MapHealthChecks(path, new HealthCheckOptions
        {
            Predicate = predicate,
            ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(
                new { status = report.Status == HealthStatus.Healthy ? "healthy" : "unhealthy" }),
        });

    /// <summary>The gateway is ready from its start, when its configuration was found good, to the moment it is told to stop.</summary>
    private sealed class NotStopping(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
    }
}
