using Amazon.Runtime;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI;

/// <summary>
/// Says which runtime an <see cref="AgentCoreChatClient"/> talks to, as whom, and within which limits.
/// </summary>
/// <remarks>
/// A client keeps a copy of the options it is made with; later changes have no effect on it.
/// Everything but delegates and <see cref="AWSCredentials"/> binds from configuration.
/// </remarks>
public sealed class AgentCoreChatClientOptions
{
    /// <summary>Gets or sets the agent runtime that is called where a call names no other.</summary>
    /// <value>
    /// One of: the ARN of a runtime (<c>arn:aws:bedrock-agentcore:us-west-2:123456789012:runtime/my_agent-AbCdEf1234</c>);
    /// the same with the prefix <c>bedrock/agentcore/</c> or <c>agentcore/</c>; the ARN of a runtime endpoint
    /// (<c>…/runtime-endpoint/NAME</c>), which also gives the qualifier; the bare id of a runtime together with
    /// <see cref="AccountId"/> and <see cref="Region"/>; any name where the endpoint is overridden (an emulator);
    /// or the <c>http(s)://</c> address of an agent container, called at <c>/invocations</c> without a signature.
    /// The default is <see langword="null"/>: then every call has to name its runtime.
    /// </value>
    public string? AgentRuntimeArn { get; set; }

    /// <summary>Gets or sets the AWS account that owns the runtime: 12 digits. Needed only where <see cref="AgentRuntimeArn"/> is a bare id.</summary>
    public string? AccountId { get; set; }

    /// <summary>
    /// Gets or sets the AWS region, such as <c>us-west-2</c>. The default is the region in the ARN,
    /// then the one of the container's <c>AWSOptions</c>, then the one that AWS's environment and profile settings give.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>
    /// Gets or sets the endpoint (version alias) of the runtime that is called where a call names no other: 1 to 256 characters of printable ASCII.
    /// The default is <see langword="null"/>: the service then takes <c>DEFAULT</c>. Calls override it with the key <c>qualifier</c>.
    /// </summary>
    public string? Qualifier { get; set; }

    /// <summary>Gets the credentials to sign with. Where nothing in it is set, <see cref="AWSCredentials"/> or AWS's default chain is used.</summary>
    public AgentCoreCredentialOptions Credentials { get; private set; } = new();

    /// <summary>
    /// Gets or sets ready-made AWS credentials to sign with. The default is <see langword="null"/>:
    /// then <see cref="Credentials"/>, the container's <c>AWSCredentials</c> or <c>AWSOptions</c>, and AWS's default chain are asked, in this order.
    /// </summary>
    public AWSCredentials? AWSCredentials { get; set; }

    /// <summary>
    /// Gets or sets the source of OAuth access tokens, for runtimes with JWT inbound authorization.
    /// It is asked once a call and, where the service refuses a token with 401, once more with
    /// <see cref="AgentCoreBearerTokenContext.RefusedBefore"/> set. While it is set, calls are never signed with AWS credentials,
    /// and tokens are sent only over https or to a loopback address. What it throws ends the call as it is; nothing was sent then. The default is <see langword="null"/>: calls are signed with SigV4.
    /// </summary>
    public Func<AgentCoreBearerTokenContext, CancellationToken, ValueTask<string>>? BearerTokenProvider { get; set; }

    /// <summary>
    /// Gets or sets the address of the data plane, to reach an emulator, a proxy or a VPC endpoint: <c>http(s)://</c>, and neither a FIPS nor a dual-stack endpoint beside it.
    /// The default is <see langword="null"/>: AWS's endpoint rules, with <c>AWS_ENDPOINT_URL_BEDROCK_AGENTCORE</c> and its like honoured.
    /// </summary>
    public string? ServiceUrl { get; set; }

    /// <summary>Gets or sets whether the FIPS endpoint is called; not together with <see cref="ServiceUrl"/>. The default is <see langword="null"/>: what AWS's environment and profile settings say.</summary>
    public bool? UseFipsEndpoint { get; set; }

    /// <summary>Gets or sets whether the dual-stack (IPv6) endpoint is called; not together with <see cref="ServiceUrl"/>. The default is <see langword="null"/>: what AWS's environment and profile settings say.</summary>
    public bool? UseDualstackEndpoint { get; set; }

    /// <summary>
    /// Gets or sets a hook that adjusts the HTTP handler of this client's connections, for a proxy or client certificates.
    /// The handler comes without cookies, redirects, decompression and ambient headers, each of which could carry
    /// one user's data to another place; leave these as they are. Its <see cref="SocketsHttpHandler.ConnectCallback"/> turns on TCP keep-alive
    /// (a probe after 60 silent seconds), so that a gateway on the way does not drop an agent that thinks for long. The default is <see langword="null"/>.
    /// </summary>
    public Action<SocketsHttpHandler>? ConfigureHttpHandler { get; set; }

    /// <summary>Gets or sets which of the caller's messages are sent. The default is <see cref="AgentCoreHistory.Auto"/>.</summary>
    public AgentCoreHistory History { get; set; }

    /// <summary>Gets or sets what happens where a call's <see cref="ChatOptions"/> hold something that a payload can't carry. The default is <see cref="UnsupportedOptionsBehavior.Warn"/>.</summary>
    public UnsupportedOptionsBehavior UnsupportedOptions { get; set; }

    /// <summary>
    /// Gets or sets whether a session that was made for one call alone (the caller named none) is stopped when its answer is complete.
    /// It frees the session's virtual machine at once instead of after its idle time. The default is <see langword="false"/>.
    /// </summary>
    public bool StopSessionAfterCall { get; set; }

    /// <summary>Gets what the body of a request looks like.</summary>
    public AgentCorePayloadOptions Payload { get; private set; } = new();

    /// <summary>
    /// Gets or sets whether each content's update has the bytes of the event it came from in
    /// <see cref="ChatResponseUpdate.RawRepresentation"/>, as <see cref="ReadOnlyMemory{T}"/> of <see cref="byte"/>.
    /// It costs more than everything else that is done with a chunk. The default is <see langword="false"/>.
    /// </summary>
    public bool IncludeRawEvents { get; set; }

    /// <summary>Gets the bounds within which an answer is read.</summary>
    public AgentCoreResponseLimits Limits { get; private set; } = new();

    /// <summary>Gets how calls are sent again that are known not to have reached the agent.</summary>
    public AgentCoreRetryOptions Retry { get; private set; } = new();

    /// <summary>Gets or sets how long a connection may take to be made, TLS included. The default is 10 seconds; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets how long a call may wait for the first byte of its answer, all tries together.
    /// The default is 15 minutes, AWS's limit for an answer that is not streamed; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets how long an answer may be silent between two bytes. The default is 15 minutes; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Gets or sets how long a call may take in all, from the first try to the last byte.
    /// The default is 8 hours, the longest life of a session at AWS; more than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </summary>
    public TimeSpan RunTimeout { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Gets or sets the path of the configuration section that the options were bound from, so that faults can name it.</summary>
    internal string? SectionPath { get; set; }

    /// <summary>Gets or sets whether the calls go through another library's transport, which may reach runtimes by names of its own.</summary>
    internal bool HasOtherTransport { get; set; }

    /// <summary>A copy that its owner alone can change.</summary>
    internal AgentCoreChatClientOptions Copy()
    {
        AgentCoreChatClientOptions copy = (AgentCoreChatClientOptions)MemberwiseClone();
        copy.Credentials = Credentials.Copy();
        copy.Payload = Payload.Copy();
        copy.Limits = Limits.Copy();
        copy.Retry = Retry.Copy();
        return copy;
    }
}
