namespace AgentCore.Extensions.AI.Soak;

/// <summary>What a caller gets.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Text">The text until then.</param>
internal sealed record CallOutcome(CallEnd End, string Text);
