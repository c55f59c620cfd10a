namespace AgentCore.Extensions.AI.Transport;

/// <summary>What was asked of the service, as far as the words about its failure need it.</summary>
internal sealed record CalledOperation
{
    public const string Invoke = "InvokeAgentRuntime";
    public const string Stop = "StopRuntimeSession";

    /// <summary>Gets AWS's name of the operation, which is also that of its permission.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the runtime's ARN, id or name.</summary>
    public required string Runtime { get; init; }

    public required string? Qualifier { get; init; }

    public required string? Region { get; init; }

    public required string? SessionId { get; init; }

    /// <summary>Gets whether the call was made on behalf of a user, which needs a permission of its own.</summary>
    public bool ForUser { get; init; }

    /// <summary>Gets whether the call was authorized with a bearer token instead of a signature.</summary>
    public bool WithBearerToken { get; init; }
}
