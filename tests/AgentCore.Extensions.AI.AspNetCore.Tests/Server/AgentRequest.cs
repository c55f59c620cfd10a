namespace AgentCore.Extensions.AI.AspNetCore.Tests.Server;

/// <summary>What the data plane was asked.</summary>
internal sealed record AgentRequest(string Path, string? Qualifier, string? SessionId, string? UserId, string Body);
