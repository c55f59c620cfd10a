using AgentCore.Extensions.AI;
using LocalAgent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using SemanticKernelSample;

await using SampleAgent? runtime = await SampleAgent.StartAsync(args);
if (runtime is null)
{
    return 2;
}

// One kernel, two services: the agent, and a model beside it that can call functions.
IKernelBuilder builder = Kernel.CreateBuilder();
builder.Services.AddKeyedAgentCoreChatClient("agent", runtime.AgentRuntimeArn, options => options.Qualifier = runtime.Qualifier)
    .UseAgentCoreSessions();
builder.Services.AddKeyedChatClient("model", new SmallModel()).UseKernelFunctionInvocation();
foreach (string name in new[] { "agent", "model" })
{
    builder.Services.AddKeyedSingleton(name, (services, key) => services.GetRequiredKeyedService<IChatClient>(key).AsChatCompletionService(services));
}

Kernel kernel = builder.Build();
string session = RuntimeSessionId.New();

try
{
    Console.WriteLine("1. A prompt function: each call is a session of its own.");
    KernelFunction multiply = kernel.CreateFunctionFromPrompt("What is {{$left}} x {{$right}}?", new PromptExecutionSettings { ServiceId = "agent" });
    Console.WriteLine($"   {await kernel.InvokeAsync(multiply, new KernelArguments { ["left"] = 6, ["right"] = 7 })}");

    Console.WriteLine();
    Console.WriteLine("2. A chat history, streamed, in one session: the kernel resends the history, only what is new goes to the agent.");
    PromptExecutionSettings inSession = new()
    {
        ServiceId = "agent",
        ExtensionData = new Dictionary<string, object> { [AgentCorePropertyNames.RuntimeSessionId] = session },
    };
    IChatCompletionService chat = kernel.GetRequiredService<IChatCompletionService>("agent");
    ChatHistory history = new("Be brief.");
    foreach (string question in new[] { "Hello! My name is Ada.", "What is my name?" })
    {
        history.AddUserMessage(question);
        Console.WriteLine($"   You:   {question}");
        Console.Write("   Agent: ");
        string answer = string.Empty;
        await foreach (StreamingChatMessageContent piece in chat.GetStreamingChatMessageContentsAsync(history, inSession, kernel))
        {
            Console.Write(piece.Content);
            answer += piece.Content;
        }

        Console.WriteLine();
        history.AddAssistantMessage(answer);
    }

    Console.WriteLine();
    Console.WriteLine("3. A plugin for a model beside it: the model asks the agent, in the same session.");
    kernel.Plugins.AddFromObject(new AgentPlugin(kernel.Services.GetRequiredKeyedService<IChatClient>("agent"), session), "agent");
    PromptExecutionSettings withFunctions = new() { ServiceId = "model", FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
    Console.WriteLine($"   Model: {await kernel.InvokePromptAsync("What is my name?", new KernelArguments(withFunctions))}");
    return 0;
}
catch (Exception exception) when (exception is AgentCoreException or OptionsValidationException)
{
    Console.Error.WriteLine();
    Console.Error.WriteLine(exception.Message);
    return 1;
}
