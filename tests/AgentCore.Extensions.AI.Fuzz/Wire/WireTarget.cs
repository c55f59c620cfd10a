using System.Diagnostics;
using AgentCore.Extensions.AI.Fuzz.Responses;
using Amazon.Runtime;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Fuzz.Wire;

/// <summary>What stands on the other end of a connection, whoever it is: the service, a proxy or a container. All bytes of HTTP are its own.</summary>
internal sealed class WireTarget : IFuzzTarget
{
    private const string SessionId = "fuzz-session-0123456789-0123456789-0123456789";

    /// <summary>Long enough for a sentence of ours and one of the other side's.</summary>
    private const int MaxMessageLength = 2_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly AgentCoreChatClient _signed;
    private readonly AgentCoreChatClient _direct;
    private byte[] _answer = [];
    private int _connections;

    public WireTarget()
    {
        AgentCoreChatClientOptions signed = new()
        {
            AgentRuntimeArn = "arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234",
            ServiceUrl = "http://127.0.0.1:9",
            AWSCredentials = new BasicAWSCredentials("AKIDEXAMPLE", "fuzz"),
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            ConfigureHttpHandler = Connect,
        };
        signed.Retry.MaxAttempts = 1;
        _signed = new AgentCoreChatClient(signed);
        AgentCoreChatClientOptions direct = new() { AgentRuntimeArn = "http://127.0.0.1:9", ConnectTimeout = Timeout.InfiniteTimeSpan, ConfigureHttpHandler = Connect };
        direct.Retry.MaxAttempts = 1;
        _direct = new AgentCoreChatClient(direct);
    }

    public string Name => "wire";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. SeedFiles.Read("Responses").Select((message, index) => (byte[])[(byte)index, .. message])];

    /// <summary>Runs an input: its first byte says whether the call is signed, the rest is what comes back.</summary>
    public void Run(byte[] input)
    {
        AgentCoreChatClient client = input is [var first, ..] && (first & 1) != 0 ? _direct : _signed;
        _answer = input is [_, .. var rest] ? rest : [];
        ChatOptions options = new() { ConversationId = SessionId };

        long began = Stopwatch.GetTimestamp();
        Reading streamed = Ask(() => Reading.Streamed(client, options));
        Reading whole = Ask(() => Reading.Whole(client, options));
        BrokenInvariantException.ThrowUnless(Stopwatch.GetElapsedTime(began) < s_longest, "It takes too long.");

        TextRules.Check(streamed);
        if (streamed.Error is { } error)
        {
            CheckError(error);
        }

        string once = streamed.ToString();
        string again = whole.ToString();
        BrokenInvariantException.ThrowUnless(once == again, $"Streamed and whole differ:\n{once}\n{again}");
    }

    private static void CheckError(AgentCoreException error)
    {
        BrokenInvariantException.ThrowUnless(error.RuntimeSessionId == SessionId, "An error does not tell its session.");
        BrokenInvariantException.ThrowUnless(error.RetryAfter is not { Ticks: < 0 }, "An error asks to wait for a time that is over.");
        if (error.StatusCode is not { } status || (int)status is >= 200 and < 300)
        {
            return;
        }

        BrokenInvariantException.ThrowUnless(error.Message.Length <= MaxMessageLength && !error.Message.Any(char.IsControl), $"An error is no line for a log: {error.Message}");
        BrokenInvariantException.ThrowUnless(!error.IsSafeToRetry || error.ErrorCode is { Length: > 0 }, "A call is called safe to send again that nobody has turned down.");
    }

    private void Connect(SocketsHttpHandler handler)
    {
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.ConnectCallback = (_, _) =>
        {
            Interlocked.Increment(ref _connections);
            return ValueTask.FromResult<Stream>(new WireStream(_answer));
        };
    }

    private Reading Ask(Func<Reading> ask)
    {
        _connections = 0;
        Reading reading = ask();
        BrokenInvariantException.ThrowUnless(_connections == 1, $"The call was sent {_connections} times.");
        return reading;
    }
}
