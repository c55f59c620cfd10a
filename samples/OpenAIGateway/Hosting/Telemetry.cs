using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpenAIGateway.Hosting;

/// <summary>Sends traces, metrics and logs to an OTLP endpoint, where the usual variable names one.</summary>
internal static class Telemetry
{
    /// <summary>The name under which calls of agents are traced and measured.</summary>
    public const string AgentSource = "OpenAIGateway.Agents";

    // What AgentCore's client tells of each of its tries.
    private const string ClientSource = "AgentCore.Extensions.AI";

    public static void Add(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? "openai-gateway"))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = context => !context.Request.Path.StartsWithSegments(Health.Path))
                .AddSource(AgentSource, ClientSource))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter("Microsoft.AspNetCore.RateLimiting", AgentSource))
            .WithLogging()
            .UseOtlpExporter();
    }
}
