using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>Whatever goes wrong, nothing secret comes out: not in a log above Trace, an exception, an activity or a ToString.</summary>
public sealed class SecretsTests
{
    private const string SecretKey = "PLANTED-SECRET-KEY-0123456789abcdefghijk";
    private const string SessionToken = "PLANTED-SESSION-TOKEN-0123456789";
    private const string BearerToken = "PLANTED.BEARER.TOKEN";
    private const string Prompt = "PLANTED words of the user";
    private const string UserId = "PLANTED-user-id";
    private const string Session = "PLANTED-session-0123456789-0123456789";

    [Fact]
    public async Task No_fault_on_any_route_brings_a_secret_out()
    {
        using Recorder recorder = new();
        List<string> thrown = [];
        foreach (Fault fault in Faults.All.Where(fault => fault.Prompt == "hi"))
        {
            string[][] said = await Task.WhenAll(Enum.GetValues<Route>().Select(route => CallAsync(fault, route, recorder)));
            thrown.AddRange(said.SelectMany(texts => texts));
        }

        recorder.Entries.Should().NotBeEmpty("tries are logged");
        recorder.Activities.Should().NotBeEmpty("tries are traced");
        thrown.Should().NotBeEmpty();
        string[] all = [.. recorder.Entries, .. recorder.Activities, .. thrown];
        foreach (string secret in (string[])[SecretKey, SessionToken, BearerToken, Prompt, UserId, "Signature=", "Bearer PLANTED"])
        {
            all.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty("{0} is nobody's business", secret);
        }

        // A session's id is all that it takes to go on with it; exceptions tell it to the caller, who has it.
        recorder.Entries.Concat(recorder.Activities).Where(text => text.Contains(Session, StringComparison.Ordinal)).Should().BeEmpty();
    }

    private static async Task<string[]> CallAsync(Fault fault, Route route, Recorder recorder)
    {
        await using RawServer server = new(fault.Answer);
        AgentCoreChatClientOptions options = Outcome.Options(fault, route, fault.Address(server.Address));
        if (route == Route.Iam)
        {
            options.Credentials.SecretAccessKey = SecretKey;
            options.Credentials.SessionToken = SessionToken;
        }
        else if (route == Route.Bearer)
        {
            options.BearerTokenProvider = (_, _) => ValueTask.FromResult(BearerToken);
        }

        using AgentCoreChatClient client = new(options, recorder);
        List<string> said = [options.ToString()!, options.Credentials.ToString()!, client.ToString()!];
        ChatOptions call = new ChatOptions { ConversationId = Session }.WithRuntimeUserId(UserId);
        try
        {
            for (int i = 0; i <= fault.CallsBefore; i++)
            {
                await client.GetResponseAsync(Prompt, call);
            }
        }
        catch (AgentCoreException exception)
        {
            said.Add(exception.ToString());
        }

        return [.. said];
    }

    /// <summary>Keeps what is logged above Trace and what is traced, in one text each.</summary>
    private sealed class Recorder : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> _entries = new();
        private readonly ConcurrentQueue<string> _activities = new();
        private readonly ActivityListener _listener;

        public Recorder()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name.StartsWith("AgentCore", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => _activities.Enqueue(
                    $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyCollection<string> Entries => _entries;

        public IReadOnlyCollection<string> Activities => _activities;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public bool IsEnabled(LogLevel logLevel) => logLevel > LogLevel.Trace;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _entries.Enqueue($"scope: {state}");
            return null;
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                _entries.Enqueue($"{formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
