namespace AgentCore.Extensions.AI.Benchmarks;

/// <summary>What one operation costs.</summary>
internal readonly record struct Cost(double Nanoseconds, double Bytes);
