namespace AgentCore.Extensions.AI.Load;

/// <summary>An answer, byte for byte.</summary>
/// <param name="Name">What it is asked for by.</param>
/// <param name="ContentType">What its sender calls it.</param>
/// <param name="Body">The bytes.</param>
internal sealed record Answer(string Name, string ContentType, byte[] Body);
