using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Tests.Secrets;

/// <summary>
/// Looks for planted secrets in everything that comes out while the tests of this assembly run: each exception when it is thrown, what is logged above Trace
/// to <see cref="WatchedLogs"/>, activities that someone listens to, and what goes to <see cref="Trace"/>. It keeps the first finding of a kind, and nothing else.
/// </summary>
internal static partial class SecretWatch
{
    public const string Exceptions = "exception";
    public const string Logs = "log";
    public const string Activities = "activity";
    public const string Traces = "trace";

    private static readonly ConcurrentDictionary<(string Channel, string Secret), string> s_findings = new();
    private static readonly ConditionalWeakTable<Exception, object> s_seen = [];

    [ThreadStatic]
    private static bool s_isLooking;

    /// <summary>Gets where which secret came out, and the text it first stood in.</summary>
    public static IReadOnlyDictionary<(string Channel, string Secret), string> Findings => s_findings;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "xunit 2 has no other place that comes before all tests.")]
    internal static void Begin()
    {
        AppDomain.CurrentDomain.FirstChanceException += (_, e) => LookAt(e.Exception);
        Trace.Listeners.Add(new Listener());
        ActivitySource.AddActivityListener(new ActivityListener
        {
            // It looks at activities that others ask for: asking for them here would change what the tests see.
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.None,
            ActivityStopped = activity => Look(
                Activities,
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        });
    }

    /// <summary>Looks at what came out.</summary>
    public static void Look(string channel, string text)
    {
        foreach (string secret in Planted.All)
        {
            if (text.Contains(secret, StringComparison.OrdinalIgnoreCase))
            {
                s_findings.TryAdd((channel, secret), text);
            }
        }

        if (SignaturePattern().IsMatch(text))
        {
            s_findings.TryAdd((channel, "a signature"), text);
        }
    }

    private static void LookAt(Exception exception)
    {
        // What an assertion says of a test that fails is the test's. An exception that is thrown on counts once.
        if (s_isLooking || exception.GetType().Namespace?.StartsWith("Xunit", StringComparison.Ordinal) == true || !s_seen.TryAdd(exception, s_seen))
        {
            return;
        }

        s_isLooking = true;
        try
        {
            Look(Exceptions, exception.ToString());
        }
        finally
        {
            s_isLooking = false;
        }
    }

    [GeneratedRegex("Signature=[0-9a-f]{64}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SignaturePattern();

    private sealed class Listener : TraceListener
    {
        public override void Write(string? message) => Look(Traces, message ?? "");

        public override void WriteLine(string? message) => Look(Traces, message ?? "");
    }
}
