using System.Reflection;
using System.Text;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>
/// Everything that can go wrong, over every route, streamed and not: how often the agent may have run, and what the caller is told.
/// The table of docs/reliability.md is written from these runs.
/// </summary>
public sealed class FaultMatrixTests
{
    private const string Begin = "<!-- written by FaultMatrixTests: begin -->\n";
    private const string End = "<!-- written by FaultMatrixTests: end -->";

    [Fact]
    public async Task Every_fault_has_its_outcome_and_the_document_tells_it()
    {
        StringBuilder table = new("| What goes wrong | Called by | Requests | The caller gets | Text until then |\n|---|---|---|---|---|\n");
        List<string> wrong = [];
        foreach (Fault fault in Faults.All)
        {
            Route[] routes = Enum.GetValues<Route>();
            (Route Route, bool Streamed)[] calls = [.. routes.SelectMany(route => new[] { (route, true), (route, false) })];
            Outcome[] outcomes = await Task.WhenAll(calls.Select(call => Outcome.OfAsync(fault, call.Route, call.Streamed)));
            wrong.AddRange(calls.Zip(outcomes).SelectMany(pair => Differences(fault, pair.First.Route, pair.First.Streamed, pair.Second)));
            if (!fault.Name.StartsWith("reset after ", StringComparison.Ordinal) || fault.Name.Contains(" 10/20", StringComparison.Ordinal))
            {
                AppendRows(table, fault, calls.Zip(outcomes).Where(pair => pair.First.Streamed).Select(pair => (pair.First.Route, pair.Second)));
            }
        }

        wrong.Should().BeEmpty();
        Check(table.ToString());
    }

    private static IEnumerable<string> Differences(Fault fault, Route route, bool streamed, Outcome outcome)
    {
        (int requests, Fate fate) = fault.Expected(route);
        bool textIsRight = fault.Text == "…" ? IsPrefix(outcome.Text) : outcome.Text == (IsRefusal(outcome) ? "" : fault.Text);
        if ((outcome.Requests, outcome.Fate) != (requests, fate) || !textIsRight)
        {
            yield return $"{fault.Name}, {route}, {(streamed ? "streamed" : "not streamed")}: {requests} requests and {fate} expected, but {outcome}";
        }
    }

    // A status other than 200 has no text.
    private static bool IsRefusal(Outcome outcome) => outcome.Exception.Length > 0 && char.IsAsciiDigit(outcome.Exception[0]) && !outcome.Exception.StartsWith("200", StringComparison.Ordinal);

    private static bool IsPrefix(string text) => string.Concat(Enumerable.Range(0, 20).Select(piece => $"{piece} ")).StartsWith(text, StringComparison.Ordinal);

    private static void AppendRows(StringBuilder table, Fault fault, IEnumerable<(Route Route, Outcome Outcome)> runs)
    {
        string name = fault.Name.Replace(" 10/20", " any twentieth", StringComparison.Ordinal);
        foreach (IGrouping<Outcome, Route> group in runs.GroupBy(run => run.Outcome with { Text = fault.Text == "…" ? "what came" : run.Outcome.Text }, run => run.Route))
        {
            string routes = string.Join(", ", group.Select(route => route switch { Route.Iam => "IAM", Route.Bearer => "token", _ => "address" }));
            string gets = group.Key.Fate switch
            {
                Fate.Answered => "the answer",
                Fate.DidNotRun => "`IsSafeToRetry`",
                _ => "may have run",
            };
            table.Append($"| {name} | {routes} | {group.Key.Requests} | {gets}{(group.Key.Exception.Length > 0 ? $": {group.Key.Exception}" : "")} | {group.Key.Text} |\n");
            name = "";
        }
    }

    private static void Check(string table)
    {
        string root = typeof(FaultMatrixTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;
        string path = Path.Combine(root, "docs", "reliability.md");
        string document = File.ReadAllText(path).ReplaceLineEndings("\n");
        int begin = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = document.IndexOf(End, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("AGENTCORE_WRITE_DOCUMENTS") == "1")
        {
            File.WriteAllText(path, document[..begin] + table + document[end..]);
            return;
        }

        document[begin..end].Should().Be(table, "docs/reliability.md tells what these runs showed; AGENTCORE_WRITE_DOCUMENTS=1 writes it anew");
    }
}
