using System.Diagnostics;
using System.Globalization;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>What came of a call: for the other side, and for the caller.</summary>
/// <param name="Requests">How many requests began to arrive at the other side.</param>
/// <param name="Fate">What the caller may conclude.</param>
/// <param name="Exception">What was thrown, with its fields; empty for an answer.</param>
/// <param name="Text">The text that the caller has.</param>
internal sealed record Outcome(int Requests, Fate Fate, string Exception, string Text)
{
    /// <summary>Gets how long the call took.</summary>
    public TimeSpan Time { get; init; }

    public static async Task<Outcome> OfAsync(Fault fault, Route route, bool streamed)
    {
        await using RawServer server = new(fault.Answer);
        using AgentCoreChatClient client = new(Options(fault, route, fault.Address(server.Address)), WatchedLogs.Instance);
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        for (int i = 0; i < fault.CallsBefore; i++)
        {
            await client.GetResponseAsync(fault.Prompt, cancellationToken: limit.Token);
        }

        int before = server.Requests;
        long start = Stopwatch.GetTimestamp();
        List<ChatResponseUpdate> updates = [];
        try
        {
            if (streamed)
            {
                await foreach (ChatResponseUpdate update in client.GetStreamingResponseAsync(fault.Prompt, cancellationToken: limit.Token))
                {
                    updates.Add(update);
                }
            }
            else
            {
                updates.AddRange((await client.GetResponseAsync(fault.Prompt, cancellationToken: limit.Token)).ToChatResponseUpdates());
            }

            return new Outcome(server.Requests - before, Fate.Answered, "", updates.ToChatResponse().Text) { Time = Stopwatch.GetElapsedTime(start) };
        }
        catch (AgentCoreException exception)
        {
            string text = streamed ? updates.ToChatResponse().Text : exception.PartialResponse?.Text ?? "";
            return new Outcome(server.Requests - before, exception.IsSafeToRetry ? Fate.DidNotRun : Fate.MayHaveRun, Describe(exception), text) { Time = Stopwatch.GetElapsedTime(start) };
        }
    }

    internal static AgentCoreChatClientOptions Options(Fault fault, Route route, string address)
    {
        AgentCoreChatClientOptions options = Routes.Options(route, address);
        options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
        fault.Configure(options);
        return options;
    }

    private static string Describe(AgentCoreException exception)
    {
        string[] parts =
        [
            exception.StatusCode is { } status ? ((int)status).ToString(CultureInfo.InvariantCulture) : "",
            exception.ErrorCode ?? "",
            exception.RetryAfter is { } wait ? $"RetryAfter {wait.TotalSeconds} s" : "",
            exception.InnerException is TimeoutException ? nameof(TimeoutException) : "",
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0));
    }
}
