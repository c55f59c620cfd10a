using AgentCore.Extensions.AI.Load;

await AgentServer.RunAsync();
