using System.Globalization;
using System.Text;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>A call with a number of its own. Its prompt tells the agent what is to happen; its answer has the number in every piece, so that answers can't be mixed up unseen.</summary>
internal sealed record PlannedCall(int Id, CallKind Kind, int Pieces)
{
    /// <summary>How many tries the client makes of a call that is always turned down.</summary>
    public const int MaxAttempts = 3;

    /// <summary>The pieces that come before something goes wrong within the answer.</summary>
    public int PiecesBeforeTheFault => Kind is CallKind.Broken or CallKind.FailedWithin or CallKind.Silent ? Pieces / 2 : Pieces;

    /// <summary>The requests that the agent has to see; of a call whose caller leaves, at most so many.</summary>
    public int Requests => Kind switch
    {
        CallKind.ThrottledOnce => 2,
        CallKind.Throttled => MaxAttempts,
        _ => 1,
    };

    /// <summary>What the caller has to get; of a call whose caller leaves, whatever came until then.</summary>
    public CallOutcome Outcome => Kind switch
    {
        CallKind.Streamed or CallKind.Whole or CallKind.ThrottledOnce => new CallOutcome(CallEnd.Answered, Text(Pieces)),
        CallKind.Throttled => new CallOutcome(CallEnd.TurnedDown, ""),
        CallKind.Failed or CallKind.Unanswered => new CallOutcome(CallEnd.Failed, ""),
        CallKind.Cancelled => new CallOutcome(CallEnd.Cancelled, Text(Pieces)),
        _ => new CallOutcome(CallEnd.Failed, Text(PiecesBeforeTheFault)),
    };

    /// <summary>What is sent of the call as the user's message.</summary>
    public string Prompt => string.Create(CultureInfo.InvariantCulture, $"call {Id} {Kind} {Pieces} end");

    /// <summary>Finds a prompt in a request's body.</summary>
    public static PlannedCall Parse(string body)
    {
        string[] words = body[body.IndexOf("call ", StringComparison.Ordinal)..].Split(' ', 5);
        return new PlannedCall(int.Parse(words[1], CultureInfo.InvariantCulture), Enum.Parse<CallKind>(words[2]), int.Parse(words[3], CultureInfo.InvariantCulture));
    }

    /// <summary>Says whether it is what has to come.</summary>
    public bool Matches(CallOutcome outcome) => Kind == CallKind.Cancelled
        ? outcome.End is CallEnd.Cancelled or CallEnd.Answered && Text(Pieces).StartsWith(outcome.Text, StringComparison.Ordinal)
        : outcome == Outcome;

    public string Piece(int number) => string.Create(CultureInfo.InvariantCulture, $"{Id}.{number} ");

    public string Text(int pieces)
    {
        StringBuilder text = new();
        for (int i = 0; i < pieces; i++)
        {
            text.Append(Piece(i));
        }

        return text.ToString();
    }
}
