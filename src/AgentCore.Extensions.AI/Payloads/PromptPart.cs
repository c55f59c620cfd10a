namespace AgentCore.Extensions.AI.Payloads;

/// <summary>A piece of a prompt: either text or media.</summary>
internal readonly record struct PromptPart(string? Text, ConverseMedia? Media);
