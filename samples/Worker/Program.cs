using System.Threading.Channels;
using LocalAgent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using WorkerSample;

await using SampleAgent? runtime = await SampleAgent.StartAsync(args);
if (runtime is null)
{
    return 2;
}

HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
builder.Logging.AddFilter("Microsoft.Hosting", LogLevel.Warning);

// From the outside in; the order is explained in the README.
builder.Services.AddDistributedMemoryCache();
builder.Services.AddAgentCoreChatClient(runtime.AgentRuntimeArn, options => options.Qualifier = runtime.Qualifier)
    .UseAgentCoreSessions()
    .UseDistributedCache()
    .UseOpenTelemetry(sourceName: "Worker")
    .UseLogging();

// The second source is the client's own: each try, its time to the first byte, and a hash of the session.
builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("Worker", "AgentCore.Extensions.AI").AddConsoleExporter());

// A bounded channel: who brings jobs faster than they are done has to wait.
Channel<Job> jobs = Channel.CreateBounded<Job>(100);
builder.Services.AddSingleton(jobs.Reader);
builder.Services.AddHostedService<JobWorker>();
builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

try
{
    using IHost host = builder.Build();
    await host.StartAsync();
    await jobs.Writer.WriteAsync(new Job("order-17", ["My name is Ada.", "What is my name?"]));
    await jobs.Writer.WriteAsync(new Job("order-18", ["What is my name?"]));
    await jobs.Writer.WriteAsync(new Job("sums", ["What is 6 x 7?", "What is 6 x 7?"], InSession: false));
    jobs.Writer.Complete();
    await host.WaitForShutdownAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
