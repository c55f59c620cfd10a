using AgentCore.Extensions.AI;
using Microsoft.Extensions.AI;

using AgentCoreChatClient agent = new(args[0]);
ChatOptions session = new() { ConversationId = RuntimeSessionId.New() };
await agent.GetResponseAsync("My name is Ada.", session);
await foreach (ChatResponseUpdate update in agent.GetStreamingResponseAsync("What is my name?", session))
{
    Console.Write(update.Text);
}

Console.WriteLine();
