using System.Text;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>Calls by a client of this process.</summary>
internal sealed class ClientCaller(string route, Uri address) : ICaller, IDisposable
{
    private readonly AgentCoreChatClient _client = Runtimes.CreateClient(route, address);

    public bool CallsTheService => route != Runtimes.Address;

    public async Task<CallOutcome> CallAsync(PlannedCall call, bool isStreamed, CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        try
        {
            if (isStreamed)
            {
                await foreach (ChatResponseUpdate update in _client.GetStreamingResponseAsync(call.Prompt, cancellationToken: cancellationToken))
                {
                    text.Append(update.Text);
                }
            }
            else
            {
                text.Append((await _client.GetResponseAsync(call.Prompt, cancellationToken: cancellationToken)).Text);
            }

            return new CallOutcome(CallEnd.Answered, text.ToString());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new CallOutcome(CallEnd.Cancelled, text.ToString());
        }
        catch (AgentCoreException exception)
        {
            text.Append(exception.PartialResponse?.Text);
            return new CallOutcome(exception.IsSafeToRetry ? CallEnd.TurnedDown : CallEnd.Failed, text.ToString());
        }
    }

    public void Dispose() => _client.Dispose();
}
