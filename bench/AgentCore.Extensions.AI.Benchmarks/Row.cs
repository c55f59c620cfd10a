namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>One row of a table.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Operations">How many operations a run is.</param>
/// <param name="Make">Makes what is run; the server is <see langword="null"/> where all is in memory.</param>
internal sealed record Row(string Name, int Operations, Func<Uri?, Func<Task>> Make);
