using System.Text;
using AgentCore.Extensions.AI.AspNetCore;

namespace OpenAIGateway.Load;

/// <summary>What is measured: each in a process of its own, which ends when its input does.</summary>
internal static class Servers
{
    /// <summary>ASP.NET Core alone, writing the same bytes.</summary>
    public const string Plain = "plain";

    /// <summary>The library's endpoints, without authentication, limits or logs.</summary>
    public const string Library = "library";

    /// <summary>The whole sample: keys, limits and a log line a call.</summary>
    public const string Sample = "sample";

    public const string Key = "sk-0123456789abcdef0123456789abcdef";
    public const string Answer = "answer";
    public const string Slow = "slow";
    public const string Flood = "flood";
    public const int FloodChunks = 100_000;

    // The text that the agent's answer is in, as long as the ids and times of a real one.
    private static readonly byte[] s_answer = Encoding.UTF8.GetBytes(
        """{"id":"chatcmpl-2b18c9ff5e8840379fe2f2d14caebaea","object":"chat.completion","created":1795641852,"model":"answer","choices":[{"index":0,"message":{"role":"assistant","content":"token ","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12}}""");

    public static async Task RunAsync(string kind)
    {
        if (kind == Sample)
        {
            await RunSampleAsync();
            return;
        }

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (kind == Library)
        {
            foreach (OpenAIChatModel model in Models())
            {
                builder.Services.AddKeyedSingleton(model.Id, model.Client);
            }

            builder.Services.AddOpenAIChatCompletions();
        }

        await using WebApplication app = builder.Build();
        if (kind == Library)
        {
            app.MapOpenAIChatCompletions();
        }
        else
        {
            app.MapPost("/v1/chat/completions", WriteAnswerAsync);
        }

        await app.StartAsync();
        await ServeAsync(app.Urls.Single());
    }

    private static OpenAIChatModel[] Models() =>
    [
        new OpenAIChatModel(Answer, new ScriptedAgent(1, TimeSpan.Zero)),
        new OpenAIChatModel(Slow, new ScriptedAgent(int.MaxValue, TimeSpan.FromSeconds(1))),
        new OpenAIChatModel(Flood, new ScriptedAgent(FloodChunks, TimeSpan.Zero)),
    ];

    private static async Task RunSampleAsync()
    {
        string file = Path.Combine(AppContext.BaseDirectory, "load.json");
        await using Gateway gateway = await Gateway.CreateAsync(new GatewayArguments { ConfigurationFile = file, Urls = "http://127.0.0.1:0" }, Models());
        await gateway.StartAsync();
        await ServeAsync(gateway.Address);
    }

    private static async Task ServeAsync(string address)
    {
        Console.WriteLine(address);
        await Console.In.ReadToEndAsync();
    }

    private static async Task WriteAnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = s_answer.Length;
        await context.Response.BodyWriter.WriteAsync(s_answer);
    }
}
