namespace OpenAIGateway.Load;

/// <summary>How fast answers came.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="ProcessorTime">The server's processor time for each, in microseconds.</param>
internal readonly record struct AnswerRates(double PerSecond, double ProcessorTime)
{
    public static AnswerRates Better(AnswerRates one, AnswerRates other) =>
        one == default ? other : new AnswerRates(Math.Max(one.PerSecond, other.PerSecond), Math.Min(one.ProcessorTime, other.ProcessorTime));
}
