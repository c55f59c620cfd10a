namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>Says what becomes of the fresh session of a call that has named none.</summary>
public enum OpenAISessionPerCall
{
    /// <summary>It lives on until its idle time is over; the caller may go on in it under the id that the answer told.</summary>
    Keep = 0,

    /// <summary>
    /// It is stopped after the answer, however that ended: AWS allows few live sessions. A later call under its id finds an empty memory.
    /// Only an <see cref="AgentCoreChatClient"/> can stop sessions; with another client they are kept.
    /// </summary>
    Stop,
}
