using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Fuzz.Responses;

/// <summary>What one call came to.</summary>
internal sealed class Reading
{
    private static readonly ChatMessage[] s_messages = [new(ChatRole.User, "hi")];

    private Reading(ChatResponse? response, AgentCoreException? error, IReadOnlyList<ChatResponseUpdate> updates) => (Response, Error, Updates) = (response, error, updates);

    /// <summary>Gets the answer, or as much of it as came; <see langword="null"/> where nothing came.</summary>
    public ChatResponse? Response { get; }

    public AgentCoreException? Error { get; }

    /// <summary>Gets the updates, where it was streamed.</summary>
    public IReadOnlyList<ChatResponseUpdate> Updates { get; }

    public static Reading Streamed(IChatClient client, ChatOptions options)
    {
        List<ChatResponseUpdate> updates = [];
        AgentCoreException? error = Run(async () =>
        {
            await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(s_messages, options).ConfigureAwait(false))
            {
                updates.Add(update);
            }
        });
        return new Reading(updates.Exists(update => update.Contents.Count > 0) || error is null ? updates.ToChatResponse() : null, error, updates);
    }

    public static Reading Whole(IChatClient client, ChatOptions options)
    {
        ChatResponse? response = null;
        AgentCoreException? error = Run(async () => response = await client.GetResponseAsync(s_messages, options).ConfigureAwait(false));
        return new Reading(response ?? error?.PartialResponse, error, []);
    }

    /// <summary>Everything that a caller sees but ids of ours and times, to compare two readings.</summary>
    public override string ToString() => JsonSerializer.Serialize(
        new
        {
            Messages = Response?.Messages.Select(message => new { Role = message.Role.Value, message.Contents }),
            Response?.Usage,
            FinishReason = Response?.FinishReason?.Value,
            Response?.ModelId,
            Error = Error?.Message,
            Error?.ErrorCode,
            Error?.StatusCode,
            Error?.IsSafeToRetry,
        },
        AIJsonUtilities.DefaultOptions);

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Which exceptions a caller meets is what is tested.")]
    private static AgentCoreException? Run(Func<Task> call)
    {
        try
        {
            call().GetAwaiter().GetResult();
            return null;
        }
        catch (AgentCoreException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            throw new BrokenInvariantException($"A caller meets a {exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
