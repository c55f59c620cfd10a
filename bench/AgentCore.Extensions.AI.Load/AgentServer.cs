using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace AgentCore.Extensions.AI.Load;

/// <summary>Answers as agents do; the first part of a path says how, whatever follows it.</summary>
internal static class AgentServer
{
    private static readonly byte[] s_longEvents = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Answers.ConverseText(" token"), 100)));

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MinResponseDataRate = null);
        await using WebApplication app = builder.Build();
        foreach (Answer answer in Answers.All)
        {
            app.MapPost($"/{answer.Name}/{{**operation}}", context => AnswerAsync(context, answer));
        }

        app.MapPost("/slow/{chunks:int}/{milliseconds:int}/{**operation}", AnswerSlowlyAsync);
        app.MapPost("/long/{chunks:int}/{**operation}", AnswerAtLengthAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        // Whoever started it lets go of its input.
        await Console.In.ReadToEndAsync();
    }

    private static async Task AnswerAsync(HttpContext context, Answer answer)
    {
        await ReadRequestAsync(context);
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
    }

    /// <summary>A chunk now and then. Its text is when it was written, by a clock that all processes of a machine share.</summary>
    private static async Task AnswerSlowlyAsync(HttpContext context)
    {
        int chunks = Number(context, "chunks");
        TimeSpan interval = TimeSpan.FromMilliseconds(Number(context, "milliseconds"));
        await ReadRequestAsync(context);
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        for (int i = 0; i < chunks; i++)
        {
            // Streams that began together must not go on in step.
            await Task.Delay(i == 0 ? interval * Random.Shared.NextDouble() : interval, context.RequestAborted);
            string stamp = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
            await context.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(Answers.ConverseText(stamp)), context.RequestAborted);
        }
    }

    /// <summary>As many chunks as are asked for, as fast as they are read.</summary>
    private static async Task AnswerAtLengthAsync(HttpContext context)
    {
        int chunks = Number(context, "chunks");
        await ReadRequestAsync(context);
        context.Response.ContentType = "text/event-stream";
        for (int i = 0; i < chunks; i += 100)
        {
            await context.Response.BodyWriter.WriteAsync(s_longEvents, context.RequestAborted);
        }
    }

    private static int Number(HttpContext context, string name) => int.Parse((string)context.Request.RouteValues[name]!, CultureInfo.InvariantCulture);

    private static async Task ReadRequestAsync(HttpContext context)
    {
        PipeReader reader = context.Request.BodyReader;
        for (ReadResult read = default; !read.IsCompleted;)
        {
            read = await reader.ReadAsync(context.RequestAborted);
            reader.AdvanceTo(read.Buffer.End);
        }
    }
}
