using AgentCore.Extensions.AI.Tests.Secrets;

namespace AgentCore.Extensions.AI.Tests.Reliability;

/// <summary>What may be known of a call that failed.</summary>
internal enum Fate
{
    /// <summary>It succeeded.</summary>
    Answered,

    /// <summary>It failed, and the agent is known not to have run: it is safe to try again.</summary>
    DidNotRun,

    /// <summary>It failed, and the agent may have run.</summary>
    MayHaveRun,
}

/// <summary>One thing that goes wrong, and what has to come of it.</summary>
/// <param name="Name">What goes wrong, as the table of docs/reliability.md says it.</param>
/// <param name="Answer">What the server does with each request.</param>
internal sealed record Fault(string Name, Func<RawCall, Task> Answer)
{
    /// <summary>Gets how many requests may reach the other side, and how the call ends, over each route.</summary>
    public required Func<Route, (int Requests, Fate Fate)> Expected { get; init; }

    /// <summary>Gets the text that the caller has when the call ends.</summary>
    public string Text { get; init; } = "";

    /// <summary>Gets the address that is called in place of the server's.</summary>
    public Func<string, string> Address { get; init; } = address => address;

    public Action<AgentCoreChatClientOptions> Configure { get; init; } = _ => { };

    /// <summary>Gets what the user says.</summary>
    public string Prompt { get; init; } = Planted.Message;

    /// <summary>Gets how many calls are made before the one that counts.</summary>
    public int CallsBefore { get; init; }

    /// <summary>Gets how long the call takes at least over each route; zero where it ends at once.</summary>
    public Func<Route, TimeSpan> Wait { get; init; } = _ => TimeSpan.Zero;

    /// <summary>Gets what it waits for in that time.</summary>
    public string WaitsFor { get; init; } = "";
}
