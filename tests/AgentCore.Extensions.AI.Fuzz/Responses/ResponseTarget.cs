using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>An agent's answer, read by <see cref="AgentCoreChatClient"/> streamed and not, in different pieces.</summary>
internal sealed class ResponseTarget : IFuzzTarget
{
    private const string SessionId = "fuzz-session-0123456789-0123456789-0123456789";

    /// <summary>How many bytes may be allocated for one of a body; the dearest that was found is 130. What is not linear in its body comes to more.</summary>
    private const int MaxCost = 500;

    /// <summary>Only what is not linear comes to this: a run takes a millisecond.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <summary>What takes nearly all of the client's budget for buffers; it is refused where an answer before has kept its share.</summary>
    private static readonly byte[] s_fullBudget = [.. "\"x"u8, .. new byte[1024 * 1024].Select(_ => (byte)'x')];

    private readonly ScriptedRuntime _runtime = new();
    private readonly Dictionary<(bool Raw, bool Small), AgentCoreChatClient> _clients = [];

    public string Name => "response";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. SeedFiles.Read("Responses").Select((message, index) => (byte[])[.. Options(index), .. message])];

    public void Run(byte[] input)
    {
        ResponseInput read = ResponseInput.Read(input);
        AgentCoreChatClient streaming = Client(read.IncludeRawEvents, read.HasSmallLimits);
        AgentCoreChatClient client = Client(raw: false, read.HasSmallLimits);
        ChatOptions options = new() { ConversationId = SessionId, ResponseFormat = read.AsksForJson ? ChatResponseFormat.Json : null };

        long began = Stopwatch.GetTimestamp();
        Reading streamed = Ask(read, read.Body, read.Piece, read.OtherPiece, () => Reading.Streamed(streaming, options));
        Reading whole = Ask(read, read.Body, int.MaxValue, int.MaxValue, () => Reading.Whole(client, options));
        BrokenInvariantException.ThrowUnless(Stopwatch.GetElapsedTime(began) < s_longest, "It takes too long.");

        UpdateRules.Check(streamed, SessionId, read.Body.Length);
        TextRules.Check(streamed);
        CheckJson(streamed);

        // How much of one event is in memory depends on how it comes.
        bool isSizeOfEvent = streamed.Error?.Message.Contains(nameof(AgentCoreResponseLimits.MaxEventBytes), StringComparison.Ordinal) is true
            || whole.Error?.Message.Contains(nameof(AgentCoreResponseLimits.MaxEventBytes), StringComparison.Ordinal) is true;
        string first = streamed.ToString();
        string second = whole.ToString();
        BrokenInvariantException.ThrowUnless(isSizeOfEvent || first == second, $"Streamed and whole, with raw events and without, or in pieces of {read.Piece} and {read.OtherPiece} and at once differ:\n{first}\n{second}");
        if (!read.HasSmallLimits && !HasData(whole) && Restyled.Of(read.Body) is { } body)
        {
            CheckRestyled(second, Ask(read, body, int.MaxValue, int.MaxValue, () => Reading.Whole(client, options)).ToString());
        }

        if (read.Body.Length > 64 * 1024)
        {
            CheckBudget(streaming);
            CheckBudget(client);
        }
    }

    private static bool HasData(Reading reading) => reading.Response?.Messages.Any(message => message.Contents.Any(content => content is DataContent)) is true;

    private static void CheckRestyled(string reading, string restyled)
    {
        (reading, restyled) = (Restyled.Plain(reading), Restyled.Plain(restyled));

        // What is cut for its length is cut elsewhere.
        BrokenInvariantException.ThrowUnless(
            reading == restyled || reading.Contains('\u2026') || reading.Contains("\\u2026", StringComparison.Ordinal),
            $"Spaces between names and values change what events say:\n{reading}\n{restyled}");
    }

    // Some of every way, and every tenth body 64 times over.
    private static byte[] Options(int index) => [(byte)(index * 37), (byte)(index * 11), (byte)((index & 0xF) | (index % 10 == 0 ? 0xD0 : 0))];

    private AgentCoreChatClient Client(bool raw, bool small)
    {
        if (!_clients.TryGetValue((raw, small), out AgentCoreChatClient? client))
        {
            AgentCoreChatClientOptions options = new() { AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234", IncludeRawEvents = raw };
            options.Limits.MaxBufferedBytes = 1024 * 1024;
            if (small)
            {
                options.Limits.MaxEventBytes = 1024;
                options.Limits.MaxBodyBytes = 4 * 1024;
                options.Limits.MaxJsonDepth = 8;
                options.Limits.MaxOpenBlocks = 2;
                options.Limits.MaxToolCalls = 2;
                options.Limits.MaxToolArgumentLength = 1024;
                options.Limits.MaxUnknownEventLength = 1024;
            }

            _clients[(raw, small)] = client = new AgentCoreChatClient(_runtime, options);
        }

        return client;
    }

    private Reading Ask(ResponseInput input, byte[] bytes, int piece, int otherPiece, Func<Reading> ask)
    {
        using PieceStream body = new(bytes, piece, otherPiece, input.IsLost);
        using MemoryStream owner = new();
        _runtime.AnswerWith(_ => new AgentRuntimeResponse(body, owner) { ContentType = input.ContentType, ContentEncoding = input.ContentEncoding });
        long before = GC.GetAllocatedBytesForCurrentThread();
        Reading reading = ask();
        long cost = GC.GetAllocatedBytesForCurrentThread() - before;
        BrokenInvariantException.ThrowUnless(cost <= MaxCost * (bytes.Length + 4_096L), $"An answer of {bytes.Length} bytes costs {cost} bytes of memory.");
        BrokenInvariantException.ThrowUnless(_runtime.Calls == 1, $"The agent was called {_runtime.Calls} times.");
        BrokenInvariantException.ThrowUnless(body.IsDisposed && !owner.CanRead, "The response was not disposed.");
        return reading;
    }

    // A cache keeps an answer as JSON, and telemetry writes it so.
    private static void CheckJson(Reading reading)
    {
        if (reading.Response is not { } response)
        {
            return;
        }

        string json = JsonSerializer.Serialize(response, AIJsonUtilities.DefaultOptions);
        ChatResponse copy = JsonSerializer.Deserialize<ChatResponse>(json, AIJsonUtilities.DefaultOptions)!;
        BrokenInvariantException.ThrowUnless(copy.Text == response.Text, "The text changes in a cache.");
        string again = JsonSerializer.Serialize(copy, AIJsonUtilities.DefaultOptions);
        BrokenInvariantException.ThrowUnless(again == json, $"The answer changes in a cache:\n{json}\n{again}");
    }

    private void CheckBudget(AgentCoreChatClient client)
    {
        _runtime.AnswerWith(_ => new AgentRuntimeResponse(new MemoryStream(s_fullBudget)) { ContentType = "text/plain" });
        Reading reading = Reading.Whole(client, new ChatOptions());
        BrokenInvariantException.ThrowUnless(
            reading.Error?.Message.Contains(nameof(AgentCoreResponseLimits.MaxBufferedBytes), StringComparison.Ordinal) is not true,
            "An answer that is over keeps its share of the budget for buffers.");
    }
}
