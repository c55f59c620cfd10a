using System.Text.Json;
using AgentCore.Extensions.AI;
using LocalAgent;
using Microsoft.Agents.AI;
using Microsoft.Agents.AI.Workflows;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

await using SampleAgent? runtime = await SampleAgent.StartAsync(args);
if (runtime is null)
{
    return 2;
}

ServiceCollection services = new();
services.AddAgentCoreChatClient(runtime.AgentRuntimeArn, options => options.Qualifier = runtime.Qualifier)
    .UseAgentCoreSessions(sessions => sessions.BeginSessions = true);
await using ServiceProvider provider = services.BuildServiceProvider();

try
{
    IChatClient client = provider.GetRequiredService<IChatClient>();
    Console.WriteLine("1. A conversation: the runtime session keeps its history.");
    ChatClientAgent agent = client.AsAIAgent(instructions: "Be brief.", name: "assistant");
    AgentSession session = await agent.CreateSessionAsync();
    await AskAsync(agent, session, "Hello! My name is Ada.");

    Console.WriteLine();
    Console.WriteLine("2. The session goes into a store, and comes back in another process' agent.");
    string stored = (await agent.SerializeSessionAsync(session)).GetRawText();
    Console.WriteLine($"   stored: {stored}");
    ChatClientAgent later = client.AsAIAgent(instructions: "Be brief.", name: "assistant");
    await AskAsync(later, await later.DeserializeSessionAsync(JsonElement.Parse(stored)), "What is my name?");

    Console.WriteLine();
    Console.WriteLine("3. Two agents in a workflow: one solves, the other checks.");
    Workflow workflow = AgentWorkflowBuilder.BuildSequential(
        client.AsAIAgent(instructions: "Solve the problem.", name: "solver"),
        client.AsAIAgent(instructions: "Check the answer by calculating it again.", name: "checker"));
    await RunAsync(workflow, "What is 19 x 21?");
    return 0;
}
catch (Exception exception) when (exception is AgentCoreException or OptionsValidationException)
{
    Console.Error.WriteLine();
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static async Task AskAsync(AIAgent agent, AgentSession session, string question)
{
    Console.WriteLine($"   You:   {question}");
    Console.Write("   Agent: ");
    await foreach (AgentResponseUpdate update in agent.RunStreamingAsync(question, session))
    {
        Console.Write(update.Text);
    }

    Console.WriteLine();
}

static async Task RunAsync(Workflow workflow, string task)
{
    await using StreamingRun run = await InProcessExecution.RunStreamingAsync(workflow, new List<ChatMessage> { new(ChatRole.User, task) });
    await run.TrySendMessageAsync(new TurnToken(emitEvents: true));
    string? speaker = null;
    await foreach (WorkflowEvent happening in run.WatchStreamAsync())
    {
        switch (happening)
        {
            case AgentResponseUpdateEvent { Update: { Text.Length: > 0 } update }:
                Console.Write(update.AuthorName == speaker ? update.Text : $"{(speaker is null ? null : Environment.NewLine)}   {update.AuthorName}: {update.Text}");
                speaker = update.AuthorName;
                break;
            case WorkflowErrorEvent { Exception: { } exception }:
                // The workflow wraps what the agent threw.
                throw exception.InnerException as AgentCoreException ?? exception;
        }
    }

    Console.WriteLine();
}
