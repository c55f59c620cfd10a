using LocalAgent;
using Microsoft.Extensions.AI;
using OpenTelemetry.Trace;
using WebChat;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
await using SampleAgent runtime = await SampleAgent.StartAsync(builder.Configuration["arn"], builder.Configuration["qualifier"]);

builder.Services.AddAgentCoreChatClient(runtime.AgentRuntimeArn, options => options.Qualifier = runtime.Qualifier)
    .UseAgentCoreSessions()
    .UseOpenTelemetry(sourceName: "WebChat")
    .UseLogging();

// `--trace true` prints each call of the agent; in earnest an exporter sends them to your collector.
if (builder.Configuration.GetValue<bool>("trace"))
{
    builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("WebChat", "AgentCore.Extensions.AI").AddConsoleExporter());
}

WebApplication app = builder.Build();
app.Use((context, next) =>
{
    // What the agent writes ends up in the page. It is never taken for HTML, and if it were, no script of it would run.
    context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return next(context);
});
app.UseFileServer();
app.MapChat();
await app.RunAsync();
