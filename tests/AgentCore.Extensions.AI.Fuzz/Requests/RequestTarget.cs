using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.Fuzz.Responses;

namespace AgentCore.Extensions.AI.Fuzz.Requests;

/// <summary>A caller's request to the OpenAI-compatible endpoint.</summary>
internal sealed class RequestTarget : IFuzzTarget
{
    private const string OtherTenant = "other-tenant";
    private const string Secret = "sk-fuzz-0123456789abcdef";

    /// <summary>Only what is not linear comes to this: a run takes less than a millisecond.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly MemoryGateway _gateway = new();

    public string Name => "request";

    public IReadOnlyList<byte[]> Seeds { get; } = [.. SeedFiles.Read("Requests").Concat(SeedFiles.Read("Responses").Select(EchoClient.Ask)).Select((message, index) => (byte[])[(byte)(index * 37), .. message])];

    public void Run(byte[] input)
    {
        RequestInput read = RequestInput.Read(input);
        using MemoryResponse response = new();
        long began = Stopwatch.GetTimestamp();
        Answer(read, read.Body, read.Headers, response);
        BrokenInvariantException.ThrowUnless(Stopwatch.GetElapsedTime(began) < s_longest, "It takes too long.");
        Check(response);
        if (read.Body.Span.IndexOf(Encoding.UTF8.GetBytes(Secret)) < 0)
        {
            CheckSecret(response);
        }

        if (_gateway.Sent is { } sent)
        {
            CheckSent(sent);
            CheckOtherTenant(read, sent);
        }

        if (response.StatusCode == 200)
        {
            CheckOtherWay(read, response);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "That none is thrown is what is tested.")]
    private void Answer(RequestInput read, ReadOnlyMemory<byte> bytes, IEnumerable<(string Name, string Value)> headers, MemoryResponse response)
    {
        _gateway.Logs.Clear();
        using PieceStream body = new(bytes, read.Piece, int.MaxValue, isLost: false);
        try
        {
            _gateway.AnswerAsync([("authorization", $"Bearer {Secret}"), .. headers], body, response).GetAwaiter().GetResult();
        }
        catch (Exception exception)
        {
            throw new BrokenInvariantException($"The endpoint throws a {exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private void Check(MemoryResponse response)
    {
        switch (response.StatusCode)
        {
            case 200:
                BrokenInvariantException.ThrowUnless(_gateway.Calls == 1, $"An answered request made {_gateway.Calls} calls.");
                if (IsStreamed(response))
                {
                    AnswerRules.CheckStreamed(response);
                }
                else
                {
                    AnswerRules.CheckWhole(response);
                }

                break;
            case >= 400 and < 500:
                BrokenInvariantException.ThrowUnless(_gateway.Calls == 0, "A refused request reached a model.");
                AnswerRules.CheckError(response);
                break;
            default:
                throw new BrokenInvariantException($"The status is {response.StatusCode}: {string.Join('\n', _gateway.Logs.Lines)}");
        }
    }

    private void CheckSecret(MemoryResponse response)
    {
        string all = string.Concat(response.Headers.Select(header => $"{header.Key}: {header.Value}\n")) + Encoding.UTF8.GetString(response.Bytes) + string.Concat(_gateway.Logs.Lines);
        BrokenInvariantException.ThrowUnless(!all.Contains(Secret, StringComparison.Ordinal), "A caller's key is told to the caller or the log.");
    }

    // Whatever a caller names, nobody else comes to the same session by it, unless the operator lets them.
    private void CheckOtherTenant(RequestInput read, AgentRuntimeRequest sent)
    {
        if (read.Headers.Any(header => header.Name.Equals("x-trusted", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        using MemoryResponse response = new();
        Answer(read, read.Body, [.. read.Headers.Where(header => !header.Name.Equals("x-tenant", StringComparison.OrdinalIgnoreCase)), ("x-tenant", OtherTenant)], response);
        bool isOther = read.Headers.All(header => header.Value != OtherTenant);
        BrokenInvariantException.ThrowUnless(!isOther || _gateway.Sent?.RuntimeSessionId != sent.RuntimeSessionId, "Two tenants share a session.");
    }

    private void CheckOtherWay(RequestInput read, MemoryResponse response)
    {
        bool isStreamed = IsStreamed(response);
        using MemoryResponse other = new();
        Answer(read, Said.OtherWay(read.Body.Span, isStreamed), read.Headers, other);
        Check(other);

        // With the body's length the limits of a body are met or not, and its hash is another's.
        if (other.StatusCode == 200)
        {
            BrokenInvariantException.ThrowUnless(isStreamed != IsStreamed(other), "A request is answered in the way that it did not ask for.");
            Said streamed = Said.OfStreamed(isStreamed ? response.Bytes : other.Bytes);
            Said whole = Said.OfWhole(isStreamed ? other.Bytes : response.Bytes);
            BrokenInvariantException.ThrowUnless(streamed == whole, $"Streamed and whole differ:\n{streamed}\n{whole}");
        }
    }

    private static bool IsStreamed(MemoryResponse response) => response.Headers.ContentType.ToString().StartsWith("text/event-stream", StringComparison.Ordinal);

    private static void CheckSent(AgentRuntimeRequest sent)
    {
        BrokenInvariantException.ThrowUnless(
            sent.RuntimeSessionId is { Length: >= RuntimeSessionId.MinLength and <= RuntimeSessionId.MaxLength } id && id.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'),
            "The agent was sent a malformed session id.");
        BrokenInvariantException.ThrowUnless(sent.Headers.Count == 0, "A caller's header was passed on.");
        try
        {
            JsonElement payload = JsonElement.Parse(sent.Payload!.Value.Span);
            BrokenInvariantException.ThrowUnless(payload.ValueKind == JsonValueKind.Object, "The agent was sent no object.");
        }
        catch (JsonException exception)
        {
            throw new BrokenInvariantException("The agent was sent no JSON.", exception);
        }
    }
}
