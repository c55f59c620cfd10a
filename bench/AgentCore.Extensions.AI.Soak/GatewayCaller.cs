using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>Calls by way of the gateway, as a program without an SDK makes them.</summary>
internal sealed class GatewayCaller(string model, HttpClient http) : ICaller
{
    public bool CallsTheService => model != Runtimes.Address;

    public async Task<CallOutcome> CallAsync(PlannedCall call, bool isStreamed, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Runtimes.Key);
        request.Content = JsonContent.Create(new { model, stream = isStreamed, messages = new[] { new { role = "user", content = call.Prompt } } });
        StringBuilder text = new();
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                bool mayHaveRun = response.Headers.TryGetValues("x-should-retry", out IEnumerable<string>? values) && values.Single() == "false";

                // An answer that is not streamed is whole or none, so what came of it is not to be had.
                return new CallOutcome(mayHaveRun ? CallEnd.Failed : CallEnd.TurnedDown, isStreamed ? "" : call.Outcome.Text);
            }

            await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            CallEnd end = isStreamed ? await ReadEventsAsync(body, text, cancellationToken) : await ReadWholeAsync(body, text, cancellationToken);
            return new CallOutcome(end, text.ToString());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new CallOutcome(CallEnd.Cancelled, text.ToString());
        }
    }

    private static async Task<CallEnd> ReadWholeAsync(Stream body, StringBuilder text, CancellationToken cancellationToken)
    {
        using JsonDocument answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        text.Append(answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        return CallEnd.Answered;
    }

    private static async Task<CallEnd> ReadEventsAsync(Stream body, StringBuilder text, CancellationToken cancellationToken)
    {
        await foreach (SseItem<string> item in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            if (item.Data == "[DONE]")
            {
                return CallEnd.Answered;
            }

            using var chunk = JsonDocument.Parse(item.Data);
            if (chunk.RootElement.TryGetProperty("error", out _))
            {
                return CallEnd.Failed;
            }

            if (chunk.RootElement.GetProperty("choices") is { } choices && choices.GetArrayLength() > 0
                && choices[0].GetProperty("delta").TryGetProperty("content", out JsonElement content))
            {
                text.Append(content.GetString());
            }
        }

        throw new IOException("A stream of the gateway has ended without [DONE] or an error.");
    }
}
