namespace AgentCore.Extensions.AI.Documents.Tests;

/// <summary>What an example asks for as structured output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Country">Where it is.</param>
public sealed record City(string Name, string Country);
