using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.Secrets;

/// <summary>Runs last, and tells what <see cref="SecretWatch"/> has found in all that the other tests let out.</summary>
[CollectionDefinition(Last, DisableParallelization = true)]
[Collection(Last)]
public sealed class SecretWatchTests
{
    public const string Last = "Last";

    [Fact]
    public void No_test_brought_a_planted_secret_out()
    {
        LetCanaryOut();

        SecretWatch.Findings.Keys.Where(found => found.Secret == Planted.Canary).Select(found => found.Channel).Should()
            .BeEquivalentTo([SecretWatch.Exceptions, SecretWatch.Logs, SecretWatch.Activities, SecretWatch.Traces], "the watch is awake");
        SecretWatch.Findings.Where(found => found.Key.Secret != Planted.Canary).Should().BeEmpty();
    }

    private static void LetCanaryOut()
    {
        FluentActions.Invoking(() => throw new InvalidOperationException("outer", new InvalidOperationException(Planted.Canary))).Should().Throw<InvalidOperationException>();
        LoggerMessage.Define<string>(LogLevel.Debug, default, "{Word}")(WatchedLogs.Instance, Planted.Canary, null);
        Trace.WriteLine(Planted.Canary);

        using ActivitySource source = new(nameof(SecretWatchTests));
        using ActivityListener listener = new() { ShouldListenTo = other => other == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        source.StartActivity("test")!.SetTag("word", Planted.Canary).Dispose();
    }
}
