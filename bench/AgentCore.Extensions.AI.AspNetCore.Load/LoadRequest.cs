namespace AgentCore.Extensions.AI.AspNetCore.Load;

/// <summary>A body to post, and how its answer ends.</summary>
internal sealed record LoadRequest(string Body, bool IsStreamed)
{
    public static LoadRequest Whole(string model) => new($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hello"}]}""", IsStreamed: false);

    public static LoadRequest Streamed(string model) => new($$"""{"model":"{{model}}","stream":true,"messages":[{"role":"user","content":"Hello"}]}""", IsStreamed: true);
}
