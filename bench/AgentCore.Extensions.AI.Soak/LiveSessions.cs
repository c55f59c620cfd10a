using System.Collections.Concurrent;

namespace AgentCore.Extensions.AI.Soak;

/// <summary>The sessions of the runtime whose sessions live for one call.</summary>
internal sealed class LiveSessions
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    public int Count => _calls.Values.Count(calls => calls > 0);

    public static string IdOf(HttpContext context) => context.Request.Headers["X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"].ToString();

    public void Begin(HttpContext context)
    {
        if (context.Request.RouteValues["arn"] is string arn && Uri.UnescapeDataString(arn) == Runtimes.OfOneCallSessions)
        {
            Add(IdOf(context), 1);
        }
    }

    public void End(string id) => Add(id, -1);

    // Where the caller left, the end of a session may overtake its beginning.
    private void Add(string id, int calls)
    {
        if (_calls.AddOrUpdate(id, calls, (_, before) => before + calls) == 0)
        {
            _calls.TryRemove(new KeyValuePair<string, int>(id, 0));
        }
    }
}
