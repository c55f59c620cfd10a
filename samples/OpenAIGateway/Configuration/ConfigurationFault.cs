namespace OpenAIGateway.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Problem">What is wrong: one sentence, without a secret.</param>
/// <param name="Remedy">What to do: one sentence, or nothing where the problem says it.</param>
internal sealed record ConfigurationFault(Place Place, string Problem, string Remedy)
{
    public override string ToString() => $"{Place}: {Problem} {Remedy}".TrimEnd();
}
