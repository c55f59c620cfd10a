using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Services.AddAgentCoreChatClient(builder.Configuration.GetSection("Agent")).UseAgentCoreSessions();
#if ASPNETCORE_PACKAGE
builder.Services.AddKeyedAgentCoreChatClient("local", builder.Configuration.GetSection("Agent"));
builder.Services.AddOpenAIChatCompletions();
#endif

await using WebApplication app = builder.Build();
app.MapGet("/ask/{user}", async (IChatClient agent, string user, string question, CancellationToken cancellationToken) =>
    (await agent.GetResponseAsync(question, new ChatOptions { ConversationId = RuntimeSessionId.FromKey(user) }, cancellationToken)).Text);
#if ASPNETCORE_PACKAGE
app.MapOpenAIChatCompletions();
#endif
await app.StartAsync();

// The application asks itself, as a browser or an OpenAI client would.
using HttpClient http = new() { BaseAddress = new Uri(app.Urls.Single()) };
await http.GetStringAsync("/ask/ada?question=My name is Ada.");
Console.WriteLine(await http.GetStringAsync("/ask/ada?question=What is my name?"));
#if ASPNETCORE_PACKAGE
using HttpResponseMessage completion = await http.PostAsJsonAsync(
    "/v1/chat/completions", new { model = "local", messages = new[] { new { role = "user", content = "What is 6 x 7?" } } });
Console.WriteLine(await completion.Content.ReadAsStringAsync());
#endif
