using AgentCore.Extensions.AI;
using LocalAgent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MultipleAgents;

await using SampleAgent? runtime = await SampleAgent.StartAsync(args);
if (runtime is null)
{
    return 2;
}

IConfiguration configuration = new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory).AddJsonFile("appsettings.json").Build();
ServiceCollection services = new();
services.AddSingleton<PartnerTokens>();

// Each section is an agent with options, credentials and connections of its own, under the section's name.
foreach (IConfigurationSection section in configuration.GetSection("Agents").GetChildren())
{
    services.AddKeyedAgentCoreChatClient(section.Key, section, options =>
    {
        // With --arn, one runtime stands for all, and it takes signatures.
        if (!runtime.IsLocal)
        {
            options.AgentRuntimeArn = runtime.AgentRuntimeArn;
            options.Qualifier = runtime.Qualifier;
        }
        else if (section.Key == "Partner")
        {
            options.BearerTokenProvider = (context, cancellationToken) =>
                context.Services!.GetRequiredService<PartnerTokens>().GetAsync(context, cancellationToken);
        }
    }).UseAgentCoreSessions();
}

// To the rest of the application there is one agent.
RouterOptions router = configuration.GetRequiredSection("Router").Get<RouterOptions>()!;
services.AddChatClient(provider => new RouterChatClient(provider, router));

await using ServiceProvider provider = services.BuildServiceProvider();
try
{
    IChatClient agent = provider.GetRequiredService<IChatClient>();
    ChatOptions options = new() { ConversationId = RuntimeSessionId.New() };
    foreach (string question in new[] { "Where is my invoice? And who are you?", "I need a hotel. And who are you?", "Is my voucher good? And who are you?" })
    {
        Console.WriteLine($"You:     {question}");
        ChatMessage answer = (await agent.GetResponseAsync(question, options)).Messages[^1];
        Console.WriteLine($"{answer.AuthorName + ":",-8} {answer.Text}");
        Console.WriteLine();
    }

    return 0;
}
catch (Exception exception) when (exception is AgentCoreException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
