namespace AgentCore.Extensions.AI;

/// <summary>The shapes of request bodies that agents on AgentCore commonly read.</summary>
public enum AgentCorePayloadFormat
{
    /// <summary><c>{"prompt": "…"}</c>: one string, or Converse content blocks where the caller sends more than text.</summary>
    Prompt = 0,

    /// <summary><c>{"messages": [{"role": "user", "content": "…"}, …]}</c>: the OpenAI shape.</summary>
    Messages,

    /// <summary>
    /// The <c>RunAgentInput</c> of AG-UI: <c>{"threadId": "…", "runId": "…", "messages": [{"id": "…", "role": "user", "content": "…"}, …], …}</c>.
    /// The thread is the runtime session, the run a new one for every call; state, tools, context and forwarded properties are empty.
    /// A message's id is its <see cref="Microsoft.Extensions.AI.ChatMessage.MessageId"/>, or a new one where it has none.
    /// <see cref="AgentCorePayloadOptions.PropertyPath"/> has no place in it.
    /// </summary>
    AGUI,
}
