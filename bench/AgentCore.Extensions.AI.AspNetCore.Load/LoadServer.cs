using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.AI;
using OpenAIGateway;

namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>The endpoints over scripted clients; beside them one that only reads the request and writes bytes; and the whole sample, over the same clients.</summary>
internal static class LoadServer
{
    /// <summary>What the sample asks for; load.json has its hash.</summary>
    public const string Key = "sk-0123456789abcdef0123456789abcdef";

    public const string ChatPath = "/v1/chat/completions";
    public const string PlainPath = "/plain";
    public const string StatisticsPath = "/statistics";

    // What the gateway answers of the client "fast".
    private static readonly byte[] s_answer = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-74d942f64d6f477799996b7eb296070a","object":"chat.completion","created":1795642221,"model":"fast","choices":[{"index":0,"message":{"role":"assistant","content":"Hello there, how can I help?","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""");

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Dictionary<string, IChatClient> clients = new()
        {
            ["fast"] = new ScriptedClient(ScriptedClient.Fast),
            ["burst"] = new ScriptedClient(ScriptedClient.Burst),
            ["slow"] = new ScriptedClient(ScriptedClient.Slow),
        };
        foreach ((string name, IChatClient client) in clients)
        {
            builder.Services.AddKeyedChatClient(name, client);
        }

        builder.Services.AddOpenAIChatCompletions(options => options.SessionSecrets.Add(OpenAISessionSecret.New()));
        WebApplication app = builder.Build();
        app.MapOpenAIChatCompletions();
        app.MapPost(PlainPath, AnswerPlainAsync);
        app.MapGet(StatisticsPath, () => LoadStatistics.Now().ToString());
        await app.StartAsync();
        await using Gateway sample = await Gateway.CreateAsync(
            new GatewayArguments { ConfigurationFile = Path.Combine(AppContext.BaseDirectory, "load.json"), Urls = "http://127.0.0.1:0" },
            [.. clients.Select(client => new OpenAIChatModel(client.Key, client.Value))]);
        await sample.StartAsync();
        Console.WriteLine(app.Urls.Single());
        Console.WriteLine(sample.Address);

        // Whoever started it lets go of its input.
        await Console.In.ReadToEndAsync();
    }

    private static async Task AnswerPlainAsync(HttpContext context)
    {
        PipeReader reader = context.Request.BodyReader;
        for (ReadResult read = default; !read.IsCompleted;)
        {
            read = await reader.ReadAsync();
            reader.AdvanceTo(read.Buffer.End);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_answer.Length;
        await context.Response.BodyWriter.WriteAsync(s_answer);
    }
}
