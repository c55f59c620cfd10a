using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using AgentCore.Extensions.AI.Tests.Secrets;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Tests.Reliability.Cancellation;

/// <summary>Makes calls that it leaves at their moments, and notes whatever comes of them but what was asked for.</summary>
[SuppressMessage("Security", "CA5394", Justification = "The test only needs numbers that are the same in every run.")]
internal sealed class LeavingCaller(int seed)
{
    /// <summary>More than the small buffers on the way take.</summary>
    private static readonly string s_large = new('x', 512 * 1024);

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentQueue<WeakReference> _calls = new();

    /// <summary>Gets what should not have happened.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Gets how many calls, which are all over, something still holds.</summary>
    public int Alive => _calls.Count(call => call.IsAlive);

    public async Task LeaveAsync(AgentCoreChatClient client, LeavingCall call)
    {
        Random random = new(seed + call.Number);
        using CancellationTokenSource leave = new();
        LeavingCall.Current = call;
        if (call.Moment == Moment.BeforeTheCall)
        {
            await leave.CancelAsync();
        }

        Task calling = RunAsync(client, call, leave.Token);
        await Task.WhenAny(calling, call.Moment == Moment.Anywhere ? Task.Delay(random.Next(30)) : call.Reached);
        if (random.Next(2) == 0)
        {
            await Task.Delay(1);
        }

        call.Leave();
        await leave.CancelAsync();
        await calling;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever comes is noted.")]
    private async Task RunAsync(AgentCoreChatClient client, LeavingCall call, CancellationToken leave)
    {
        try
        {
            await CallAsync(client, call, leave);
            if (call.Moment is not (Moment.Connecting or Moment.LeftWithoutCancelling or Moment.Anywhere))
            {
                _faults.Enqueue($"{call.Moment}: the call came to its end.");
            }
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == leave)
        {
            // As it was asked for.
        }
        catch (Exception exception)
        {
            _faults.Enqueue($"{call.Moment}: {exception}");
        }
    }

    private Task CallAsync(AgentCoreChatClient client, LeavingCall call, CancellationToken leave)
    {
        string prompt = call.Moment == Moment.SendingTheBody ? s_large : Planted.Message;
        ChatOptions options = new() { ConversationId = call.SessionId };
        if (call.Moment == Moment.StoppingASession)
        {
            return Watch(client.StopSessionAsync(call.SessionId, cancellationToken: leave));
        }

        return call.Moment is Moment.BetweenTwoUpdates or Moment.LeftWithoutCancelling || call.Number % 2 == 0
            ? ReadAsync(client.GetStreamingResponseAsync(prompt, options, leave), call)
            : Watch(client.GetResponseAsync(prompt, options, leave));
    }

    private async Task ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates, LeavingCall call)
    {
        await using IAsyncEnumerator<ChatResponseUpdate> reading = Watch(updates.GetAsyncEnumerator());
        while (await reading.MoveNextAsync())
        {
            if (reading.Current.Text.Length > 0 && call.Moment is Moment.BetweenTwoUpdates or Moment.LeftWithoutCancelling)
            {
                Task left = call.HoldAsync(call.Moment);
                if (call.Moment == Moment.LeftWithoutCancelling)
                {
                    call.Leave();
                    return;
                }

                await left;
            }
        }
    }

    private T Watch<T>(T call)
        where T : class
    {
        _calls.Enqueue(new WeakReference(call));
        return call;
    }
}
