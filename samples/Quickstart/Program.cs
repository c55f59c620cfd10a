using AgentCore.Extensions.AI;
using LocalAgent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Quickstart;

// The program starts itself a second time to be the agent; see samples/LocalAgent.
if (args is [AgentProcess.Argument])
{
    return await AgentServer.RunAsync();
}

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine(Arguments.Usage);
    return 0;
}

if (!Arguments.TryParse(args, out Arguments arguments))
{
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

try
{
    // Without an ARN: a small agent in a process of its own, called at its http address as one calls a container.
    await using AgentProcess? local = arguments.Arn is null ? await AgentProcess.StartAsync() : null;

    // 1. Register the agent. Anything can be resolved from here that takes an IChatClient.
    ServiceCollection services = new();
    services.AddAgentCoreChatClient(arguments.Arn ?? local!.Address, options => options.Qualifier = arguments.Qualifier)
        .UseAgentCoreSessions();
    await using ServiceProvider provider = services.BuildServiceProvider();
    IChatClient agent = provider.GetRequiredService<IChatClient>();

    // 2. Choose a session: what the agent remembers, it remembers under this id.
    Conversation conversation = new(agent, arguments.Session ?? RuntimeSessionId.New());
    Console.WriteLine($"Agent:   {arguments.Arn ?? local!.Address}");
    Console.WriteLine($"Session: {conversation.Session}");

    // 3. Talk. Only what is new is sent; the agent has the rest.
    await conversation.AskAsync("Hello! My name is Ada.");
    await conversation.AskAsync("What is 6 x 7?");
    await conversation.AskAsync("What is my name?");

    // 4. With a terminal, go on; an empty line ends it.
    while (!Console.IsInputRedirected && Conversation.ReadQuestion() is { } question)
    {
        try
        {
            await conversation.AskAsync(question);
        }
        catch (AgentCoreException exception)
        {
            // One answer failed; the session lives on.
            Console.Error.WriteLine();
            Console.Error.WriteLine(exception.Message);
        }
    }

    return 0;
}
catch (Exception exception) when (exception is AgentCoreException or ArgumentException or InvalidOperationException or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine();
    Console.Error.WriteLine(exception.Message);
    return 1;
}
