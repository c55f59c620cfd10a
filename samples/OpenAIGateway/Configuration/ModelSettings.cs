using AgentCore.Extensions.AI;
using AgentCore.Extensions.AI.AspNetCore;

namespace OpenAIGateway.Configuration;

/// <summary>One model: an agent, and what callers may do with it.</summary>
internal sealed class ModelSettings
{
    /// <summary>Gets or sets the model's name, where it holds a colon, which no key of a configuration can. The default is the key.</summary>
    public string? Name { get; set; }

    /// <summary>Gets which agent runtime is called, as whom, and within which limits.</summary>
    public AgentCoreChatClientOptions Agent { get; } = new();

    /// <summary>Gets or sets the OAuth access token for agents with JWT inbound authorization. The default is <see langword="null"/>: calls are signed.</summary>
    public string? BearerToken { get; set; }

    /// <summary>Gets or sets what is sent to an agent in a session that the caller named. The default is <see cref="OpenAIHistory.Delta"/>.</summary>
    public OpenAIHistory History { get; set; }

    /// <summary>Gets or sets what becomes of the fresh session of a call that named none. The default is <see cref="OpenAISessionPerCall.Keep"/>.</summary>
    public OpenAISessionPerCall SessionPerCall { get; set; }

    /// <summary>Gets the qualifiers (endpoints) that callers may choose. The default is none but the agent's own.</summary>
    public List<string> Qualifiers { get; } = [];

    /// <summary>Gets the prefixes of <c>s3://</c> addresses that callers may send, such as <c>s3://my-bucket/uploads/</c>. The default is none.</summary>
    public List<string> S3Addresses { get; } = [];

    /// <summary>Gets or sets one session that all calls share which name none: whoever may use the model shares its memory. The default is none.</summary>
    public string? SessionId { get; set; }

    /// <summary>Gets or sets the user that calls are made for where they name none. The default is none.</summary>
    public string? RuntimeUserId { get; set; }
}
