using System.Text;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>
/// Everything that can go wrong, over every route, streamed and not: how often the agent may have run, and what the caller is told.
/// The table of docs/reliability.md is written from these runs.
/// </summary>
public sealed class FaultMatrixTests
{
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_fault_has_its_outcome_and_the_document_tells_it()
    {
        StringBuilder table = new("| What goes wrong | Called by | Requests | The caller gets | Text until then | After |\n|---|---|---|---|---|---|\n");
        List<string> wrong = [];
        foreach (Fault fault in Faults.All)
        {
            (Route Route, bool Streamed)[] calls = [.. Routes.All.SelectMany(route => new[] { (route, true), (route, false) })];
            Outcome[] outcomes = await Task.WhenAll(calls.Select(call => Outcome.OfAsync(fault, call.Route, call.Streamed)));
            wrong.AddRange(calls.Zip(outcomes).SelectMany(pair => Differences(fault, pair.First.Route, pair.First.Streamed, pair.Second)));
            if (!fault.Name.StartsWith("reset after ", StringComparison.Ordinal) || fault.Name.Contains(" 10/20", StringComparison.Ordinal))
            {
                AppendRows(table, fault, calls.Zip(outcomes).Where(pair => pair.First.Streamed).Select(pair => (pair.First.Route, pair.Second)));
            }
        }

        wrong.Should().BeEmpty();
        ReliabilityDocument.WriteOrCheck(nameof(FaultMatrixTests), table.ToString());
    }

    private static IEnumerable<string> Differences(Fault fault, Route route, bool streamed, Outcome outcome)
    {
        (int requests, Fate fate) = fault.Expected(route);
        bool textIsRight = fault.Text == "…" ? IsPrefix(outcome.Text) : outcome.Text == (IsRefusal(outcome) ? "" : fault.Text);
        if ((outcome.Requests, outcome.Fate) != (requests, fate) || !textIsRight)
        {
            yield return $"{fault.Name}, {route}, {(streamed ? "streamed" : "not streamed")}: {requests} requests and {fate} expected, but {outcome}";
        }

        TimeSpan wait = fault.Wait(route);
        if (outcome.Time < wait * 0.9 || outcome.Time > wait + s_generous)
        {
            yield return $"{fault.Name}, {route}: it ended after {outcome.Time} in place of {wait}";
        }
    }

    // A status other than 200 has no text.
    private static bool IsRefusal(Outcome outcome) => outcome.Exception.Length > 0 && char.IsAsciiDigit(outcome.Exception[0]) && !outcome.Exception.StartsWith("200", StringComparison.Ordinal);

    private static bool IsPrefix(string text) => string.Concat(Enumerable.Range(0, 20).Select(piece => $"{piece} ")).StartsWith(text, StringComparison.Ordinal);

    private static void AppendRows(StringBuilder table, Fault fault, IEnumerable<(Route Route, Outcome Outcome)> runs)
    {
        string name = fault.Name.Replace(" 10/20", " any twentieth", StringComparison.Ordinal);
        foreach (IGrouping<(Outcome Outcome, string After), Route> group in runs.GroupBy(run => (Common(fault, run.Outcome), After(fault, run.Route)), run => run.Route))
        {
            Outcome outcome = group.Key.Outcome;
            string routes = string.Join(", ", group.Select(Routes.Name));
            string gets = outcome.Fate switch
            {
                Fate.Answered => "the answer",
                Fate.DidNotRun => "`IsSafeToRetry`",
                _ => "may have run",
            };
            table.Append($"| {name} | {routes} | {outcome.Requests} | {gets}{(outcome.Exception.Length > 0 ? $": {outcome.Exception}" : "")} | {outcome.Text} | {group.Key.After} |\n");
            name = "";
        }
    }

    // What is the same in every run.
    private static Outcome Common(Fault fault, Outcome outcome) => outcome with { Time = default, Text = fault.Text == "…" ? "what came" : outcome.Text };

    private static string After(Fault fault, Route route) => fault.Wait(route) == TimeSpan.Zero ? "" : fault.WaitsFor;
}
