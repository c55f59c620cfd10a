namespace AgentCore.Extensions.AI;

/// <summary>The shapes of request bodies that agents on AgentCore commonly read.</summary>
public enum AgentCorePayloadFormat
{
    /// <summary><c>{"prompt": "…"}</c>: one string, or Converse content blocks where the caller sends more than text.</summary>
    Prompt = 0,

    /// <summary><c>{"messages": [{"role": "user", "content": "…"}, …]}</c>: the OpenAI shape.</summary>
    Messages,
}
