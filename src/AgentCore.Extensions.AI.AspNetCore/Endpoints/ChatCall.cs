using AgentCore.Extensions.AI.AspNetCore.Answers;
using AgentCore.Extensions.AI.AspNetCore.Requests;
using AgentCore.Extensions.AI.AspNetCore.Sessions;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>What a request came to: a call to make, how to answer it, and what to do with its session.</summary>
internal sealed record ChatCall(ChatRequest Request, AnswerCall Answer, SessionChoice Session, CallMemory.Note? Note)
{
    public OpenAIChatModel Model => Answer.Model;
}
