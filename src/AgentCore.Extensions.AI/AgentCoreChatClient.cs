namespace AgentCore.Extensions.AI;

/// <summary>An agent on Amazon Bedrock AgentCore Runtime as an <see cref="Microsoft.Extensions.AI.IChatClient"/>.</summary>
public sealed class AgentCoreChatClient
{
}
