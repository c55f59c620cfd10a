namespace MultipleAgents;

/// <summary>Which agent is asked what.</summary>
internal sealed class RouterOptions
{
    /// <summary>Gets or sets the agent for questions that have none of the words.</summary>
    public string Default { get; set; } = string.Empty;

    /// <summary>Gets the agent for each word.</summary>
    public Dictionary<string, string> Words { get; } = [];
}
