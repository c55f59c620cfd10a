using AgentCore.Extensions.AI.Responses;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>One call, checked and ready to be sent.</summary>
/// <param name="Request">What is sent.</param>
/// <param name="Identity">What the response is told by.</param>
/// <param name="StopsSession">Whether the session ends with the answer.</param>
internal sealed record Invocation(AgentRuntimeRequest Request, ResponseIdentity Identity, bool StopsSession);
