namespace AgentCore.Extensions.AI.AspNetCore.Errors;

/// <summary>The agent has told of an error in its answer instead of throwing one.</summary>
internal sealed class AgentErrorException(string? message) : Exception(message ?? "The agent has told of an error.");
