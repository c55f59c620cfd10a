using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>Whatever goes wrong, nothing secret comes out: not in a log above Trace, an exception, an activity or a ToString.</summary>
public sealed class SecretsTests
{
    private const string Session = "PLANTED-session-0123456789-0123456789";

    [Fact]
    public async Task No_fault_on_any_route_brings_a_secret_out()
    {
        using Recorder recorder = new();
        List<string> thrown = [];
        foreach (Fault fault in Faults.All.Where(fault => fault.Prompt == Planted.Message))
        {
            string[][] said = await Task.WhenAll(Enum.GetValues<Route>().Select(route => CallAsync(fault, route, recorder)));
            thrown.AddRange(said.SelectMany(texts => texts));
        }

        recorder.Entries.Should().NotBeEmpty("tries are logged");
        recorder.Activities.Should().NotBeEmpty("tries are traced");
        thrown.Should().NotBeEmpty();
        string[] all = [.. recorder.Entries, .. recorder.Activities, .. thrown];
        foreach (string secret in Planted.All.Append("Signature="))
        {
            all.Where(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)).Should().BeEmpty("{0} is nobody's business", secret);
        }

        // A session's id is all that it takes to go on with it; exceptions tell it to the caller, who has it.
        recorder.Entries.Concat(recorder.Activities).Where(text => text.Contains(Session, StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Theory]
    [InlineData(nameof(Route.Iam), "application/json")]
    [InlineData(nameof(Route.Iam), "text/plain")]
    [InlineData(nameof(Route.Bearer), "application/json")]
    [InlineData(nameof(Route.Direct), "text/plain")]
    public async Task A_server_that_quotes_the_headers_it_refuses_is_told_without_them(string route, string contentType)
    {
        Fault quoting = new("headers are quoted", call =>
        {
            string words = $"Not a valid pair in Authorization header: 'Authorization={call.Header("Authorization")}'. The canonical string was 'POST / x-amz-security-token:{call.Header("X-Amz-Security-Token")} host'";
            string body = contentType == "text/plain" ? words : JsonSerializer.Serialize(new { message = words });
            return call.AnswerAsync("403 Forbidden", body, contentType, "x-amzn-ErrorType: IncompleteSignatureException");
        })
        {
            Expected = _ => default,
            Configure = options => options.BearerTokenProvider = options.Credentials.AccessKeyId is null ? (_, _) => new(Planted.BearerToken) : null,
        };
        using Recorder recorder = new();

        string[] said = await CallAsync(quoting, Enum.Parse<Route>(route), recorder);

        string all = string.Join(' ', said.Concat(recorder.Entries).Concat(recorder.Activities));
        all.Should().Contain("Not a valid pair in Authorization header").And.Contain("host'").And.NotMatchRegex("Signature=[0-9a-f]");
        Planted.All.Where(all.Contains).Should().BeEmpty();
    }

    [Fact]
    public void No_type_that_holds_a_secret_writes_itself_out()
    {
        // Records write out their members. These were looked at: none has keys, tokens or signatures, and nobody outside can see one.
        string[] records =
        [
            "AgentEvent", "AgentRuntimeAddress", "CalledOperation", "ConverseMedia", "Invocation", "Key", "LastRead", "OpenCall", "PayloadMessage", "PromptPart", "ServiceError", "SessionPlan", "TraceContext",
        ];

        Type[] types = [.. typeof(AgentCoreChatClient).Assembly.GetTypes()
            .Where(type => type.GetMethod(nameof(ToString), BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly, []) is not null)];

        types.Select(type => type.Name).Should().BeEquivalentTo(records);
        types.Where(type => type.IsVisible).Should().BeEmpty();
    }

    private static async Task<string[]> CallAsync(Fault fault, Route route, Recorder recorder)
    {
        await using RawServer server = new(fault.Answer);
        AgentCoreChatClientOptions options = Outcome.Options(fault, route, fault.Address(server.Address));
        using AgentCoreChatClient client = new(options, recorder);
        List<string> said = [options.ToString()!, options.Credentials.ToString()!, client.ToString()!];
        ChatOptions call = new ChatOptions { ConversationId = Session }.WithRuntimeUserId(Planted.UserId);
        try
        {
            for (int i = 0; i <= fault.CallsBefore; i++)
            {
                await client.GetResponseAsync(Planted.Message, call);
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
                _entries.Enqueue(WatchedLogs.Look(logLevel, state, exception, formatter));
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}
