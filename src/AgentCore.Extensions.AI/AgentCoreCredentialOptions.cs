namespace AgentCore.Extensions.AI;

/// <summary>Says as whom calls are signed: static keys, a profile, or a role that either of them (or AWS's default chain) assumes.</summary>
public sealed class AgentCoreCredentialOptions
{
    /// <summary>Gets or sets the name of a profile in AWS's shared configuration files. Not together with <see cref="AccessKeyId"/>.</summary>
    public string? Profile { get; set; }

    /// <summary>Gets or sets the path of the shared credentials file in which <see cref="Profile"/> is looked up. The default is AWS's own place.</summary>
    public string? ProfilesLocation { get; set; }

    /// <summary>Gets or sets the access key id of static keys; goes with <see cref="SecretAccessKey"/>.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>Gets or sets the secret access key of static keys; goes with <see cref="AccessKeyId"/>.</summary>
    public string? SecretAccessKey { get; set; }

    /// <summary>Gets or sets the session token of temporary static keys.</summary>
    public string? SessionToken { get; set; }

    /// <summary>Gets or sets the ARN of a role to assume before calling, such as <c>arn:aws:iam::123456789012:role/agent-caller</c>.</summary>
    public string? RoleArn { get; set; }

    /// <summary>Gets or sets the session name under which <see cref="RoleArn"/> is assumed: 2 to 64 of <c>[\w+=,.@-]</c>. The default is <c>AgentCore.Extensions.AI</c>.</summary>
    public string? RoleSessionName { get; set; }

    /// <summary>Gets or sets the external id that the role's trust policy asks for: 2 to 1,224 of <c>[\w+=,.@:/-]</c>. The default is none.</summary>
    public string? ExternalId { get; set; }

    internal bool IsEmpty =>
        Profile is null && ProfilesLocation is null && AccessKeyId is null && SecretAccessKey is null && SessionToken is null
        && RoleArn is null && RoleSessionName is null && ExternalId is null;

    internal AgentCoreCredentialOptions Copy() => (AgentCoreCredentialOptions)MemberwiseClone();
}
