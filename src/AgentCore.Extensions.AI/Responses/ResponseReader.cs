using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Reads an agent's answer, whatever it is written in, into updates.</summary>
internal sealed class ResponseReader(AgentCoreResponseLimits limits, bool includeRawEvents, ILogger logger)
{
    private readonly BufferBudget _budget = new(limits);

    public async IAsyncEnumerable<ChatResponseUpdate> ReadAsync(
        AgentRuntimeResponse response, ResponseIdentity identity, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ResponseError errors = new(identity.RuntimeSessionId, response.RequestId);
        using BufferShare buffers = new(_budget, limits, errors);
        AnswerAssembler answer = new(identity, limits, errors, buffers, includeRawEvents);
        yield return answer.Leading();

        if (response.ContentEncoding is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw errors.Unreadable($"The answer is encoded as '{encoding}', which was not asked for. Turn off compression in the agent or in the proxy before it.");
        }

        ReadOnlyMemory<byte> first = await ReadFirstAsync(response.Body, errors, cancellationToken).ConfigureAwait(false);
        BodyKind kind = BodySniffer.Find(first.Span, response.ContentType);
        EventReader events = new(answer, limits, logger);
        IAsyncEnumerator<SseItem<bool>> steps = (kind is BodyKind.ServerSentEvents or BodyKind.JsonLines
            ? ReadEvents(kind, response.Body, first, events, errors, buffers)
            : ReadWholeAsync(kind, response, first, answer, events, buffers, cancellationToken)).GetAsyncEnumerator(cancellationToken);
        await using var ofSteps = steps.ConfigureAwait(false);
        for (bool isOver = false; !isOver;)
        {
            AgentCoreException? failure = null;
            try
            {
                isOver = !await steps.MoveNextAsync().ConfigureAwait(false) || !steps.Current.Data;
                if (isOver)
                {
                    events.Complete();
                    answer.Complete();
                }
            }
            catch (AgentCoreException exception)
            {
                failure = exception;
            }
            catch (IOException exception)
            {
                failure = errors.BrokenOff("the connection was lost.", exception);
            }

            // What came before an error is told before it is thrown.
            while (answer.TryTake(out ChatResponseUpdate update))
            {
                yield return update;
            }

            if (failure is not null)
            {
                throw failure;
            }
        }
    }

    // The dialects work on the parser's own bytes; what they find waits in the assembler. An item says whether the answer goes on.
    private IAsyncEnumerable<SseItem<bool>> ReadEvents(BodyKind kind, Stream stream, ReadOnlyMemory<byte> first, EventReader events, ResponseError errors, BufferShare buffers)
    {
        SseBody body = kind == BodyKind.ServerSentEvents
            ? new SseBody(stream, first[^BodySniffer.Start(first.Span).Length..], limits, errors, buffers)
            : new SseBody(new JsonLinesBody(stream, first.Span), default, limits, errors, buffers);
        return SseParser.Create(body, (eventType, data) =>
        {
            body.EventEnded();
            return events.Read(eventType, data, isUnfinished: body.IsOver);
        }).EnumerateAsync();
    }

    private async IAsyncEnumerable<SseItem<bool>> ReadWholeAsync(
        BodyKind kind, AgentRuntimeResponse response, ReadOnlyMemory<byte> first, AnswerAssembler answer, EventReader events, BufferShare buffers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (kind != BodyKind.Empty)
        {
            ReadOnlyMemory<byte> body = await ReadAllAsync(response.Body, first, answer.Errors, buffers, cancellationToken).ConfigureAwait(false);
            if (kind == BodyKind.Binary)
            {
                answer.Data(body, BodySniffer.MediaType(response.ContentType));
            }
            else
            {
                new WholeBodyReader(answer, limits, events).Read(body.Span);
            }
        }

        yield break;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadFirstAsync(Stream stream, ResponseError errors, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BodySniffer.Length];
        int length = 0;
        while (!BodySniffer.CanTell(buffer.AsSpan(0, length)))
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * length);
            }

            int read;
            try
            {
                read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw errors.BrokenOff("the connection was lost.", exception);
            }

            if (read == 0)
            {
                break;
            }

            length += read;
        }

        return buffer.AsMemory(0, length);
    }

    private async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, ReadOnlyMemory<byte> first, ResponseError errors, BufferShare buffers, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        body.Write(first.Span);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        int used = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                used = Math.Max(used, read);
                if (body.Length + read > limits.MaxBodyBytes)
                {
                    throw errors.Beyond(nameof(limits.MaxBodyBytes), limits.MaxBodyBytes, "its body is too large");
                }

                buffers.Add(read);
                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            // Most bodies are small: what they did not fill need not be cleared.
            buffer.AsSpan(0, used).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
