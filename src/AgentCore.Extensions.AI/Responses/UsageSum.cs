using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses;

/// <summary>Adds up what the agent's model calls used; a total for the whole run replaces the sum.</summary>
internal sealed class UsageSum
{
    private UsageDetails? _sum;
    private UsageDetails? _total;

    // The model call that is still told of, by its id: later figures replace earlier ones.
    private UsageDetails? _call;
    private string? _callId;
    private bool _callIsFinished;

    public UsageDetails? Result
    {
        get
        {
            EndCall();
            return _total ?? _sum;
        }
    }

    /// <summary>Counts one model call.</summary>
    public bool Add(JsonElement usage)
    {
        if (UsageNames.Read(usage) is not { } call)
        {
            return false;
        }

        AddToSum(call);
        return true;
    }

    /// <summary>Takes figures of a model call that are told more than once, each time up to then.</summary>
    public bool Update(string callId, JsonElement usage)
    {
        if (UsageNames.Read(usage) is not { } call)
        {
            return false;
        }

        if (_call is not null && callId != _callId)
        {
            EndCall();
        }

        _callId = callId;

        _call ??= new UsageDetails();
        _call.InputTokenCount = Larger(call.InputTokenCount, _call.InputTokenCount);
        _call.OutputTokenCount = call.OutputTokenCount ?? _call.OutputTokenCount;
        _call.CachedInputTokenCount = Larger(call.CachedInputTokenCount, _call.CachedInputTokenCount);
        _call.ReasoningTokenCount = Larger(call.ReasoningTokenCount, _call.ReasoningTokenCount);
        _call.TotalTokenCount = UsageNames.HasTotal(usage) ? call.TotalTokenCount : UsageNames.Sum(_call.InputTokenCount, _call.OutputTokenCount);
        return true;
    }

    /// <summary>Takes further figures of the model call that was told of last.</summary>
    public bool UpdateLast(JsonElement usage) => Update(_callId ?? "call", usage);

    /// <summary>The model call that figures were told of is over.</summary>
    public void EndCall()
    {
        if (_call is not null)
        {
            AddToSum(_call);
            _call = null;
        }

        _callId = null;
        _callIsFinished = false;
    }

    /// <summary>The model call finished; its last figures may still come.</summary>
    public void FinishCall() => _callIsFinished = true;

    /// <summary>A model call goes on, or a new one begins where the last one finished, whatever its id says.</summary>
    public void ContinueCall()
    {
        if (_callIsFinished)
        {
            EndCall();
        }
    }

    /// <summary>Takes the usage of the whole run.</summary>
    public void SetTotal(JsonElement usage) => _total = UsageNames.Read(usage) ?? _total;

    /// <summary>Takes a usage that may repeat what was counted: it counts only where nothing else does.</summary>
    public void AddIfNone(JsonElement usage)
    {
        if (_total is null && _sum is null && _call is null)
        {
            Add(usage);
        }
    }

    private static long? Larger(long? now, long? before) => now is null || before > now ? before : now;

    private void AddToSum(UsageDetails call)
    {
        _sum ??= new UsageDetails();
        _sum.InputTokenCount = UsageNames.Sum(_sum.InputTokenCount, call.InputTokenCount);
        _sum.OutputTokenCount = UsageNames.Sum(_sum.OutputTokenCount, call.OutputTokenCount);
        _sum.TotalTokenCount = UsageNames.Sum(_sum.TotalTokenCount, call.TotalTokenCount);
        _sum.CachedInputTokenCount = UsageNames.Sum(_sum.CachedInputTokenCount, call.CachedInputTokenCount);
        _sum.ReasoningTokenCount = UsageNames.Sum(_sum.ReasoningTokenCount, call.ReasoningTokenCount);
    }
}
