using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Responses.Properties;

/// <summary>An agent that answers with the headers of a fixture and a body of the test's choice; in memory, to be asked ten thousands of times.</summary>
internal sealed class PropertyAgent : IDisposable
{
    /// <summary>How long all questions of one test may take: far more than they do, so that only what hangs comes to it.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(2);

    private Stream _next = Stream.Null;

    public PropertyAgent(string? contentType, string? contentEncoding = null, Action<AgentCoreChatClientOptions>? configure = null)
    {
        ScriptedTransport transport = new(_ => new AgentRuntimeResponse(_next) { ContentType = contentType, ContentEncoding = contentEncoding });
        AgentCoreChatClientOptions options = new() { AgentRuntimeArn = Tests.Client.Calls.Arn };
        configure?.Invoke(options);
        Client = new AgentCoreChatClient(transport, options);
    }

    public PropertyAgent(Fixture fixture)
        : this(fixture.ContentType, fixture.Header("Content-Encoding"))
    {
    }

    public AgentCoreChatClient Client { get; }

    /// <summary>Gets the fixtures that get as far as the reader of answers: what has an error's status does not.</summary>
    public static IReadOnlyList<Fixture> Answers { get; } = [.. Fixture.All.Where(fixture => (int)fixture.Status is >= 200 and < 300)];

    public static TheoryData<string> AnswerNames => [.. Answers.Select(fixture => fixture.Name)];

    /// <summary>Runs the cases of one property. What neither ends nor fails is told as a hang, with the case it hangs in.</summary>
    public static async Task CheckAsync(string fixture, IEnumerable<(string Name, Func<Task> Check)> cases)
    {
        string current = "";
        Task all = Task.Run(async () =>
        {
            foreach ((string name, Func<Task> check) in cases)
            {
                current = name;
                await check();
            }
        });
        try
        {
            await all.WaitAsync(s_longest);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Fixture {fixture}, {current}: {exception.Message}", exception);
        }
    }

    /// <summary>Asks, and reads the body. Any exception but the two that a caller has to expect goes on to the test.</summary>
    public async Task<Reading> ReadAsync(Stream body)
    {
        _next = body;
        List<ChatResponseUpdate> updates = [];
        AgentCoreException? error = null;
        try
        {
            await foreach (ChatResponseUpdate update in Client.GetStreamingResponseAsync("hi"))
            {
                updates.Add(update);
            }
        }
        catch (AgentCoreException exception)
        {
            error = exception;
        }

        return new Reading(updates, error);
    }

    public Task<Reading> ReadAsync(byte[] body) => ReadAsync(ScriptedBody.Whole(body));

    public void Dispose() => Client.Dispose();

    /// <summary>The answer to the next question.</summary>
    public void Answer(byte[] body) => Answer(ScriptedBody.Whole(body));

    /// <inheritdoc cref="Answer(byte[])"/>
    public void Answer(Stream body) => _next = body;
}
