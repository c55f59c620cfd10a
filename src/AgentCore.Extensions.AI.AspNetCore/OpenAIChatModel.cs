using AgentCore.Extensions.AI.AspNetCore.Sessions;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>A model of the OpenAI API: a name, the client that answers under it, and what may be asked of it.</summary>
public sealed class OpenAIChatModel
{
    private static readonly DateTimeOffset s_started = DateTimeOffset.UtcNow;

    private readonly string? _runtime;
    private readonly bool? _hasSessions;
    private readonly bool? _acceptsModelSettings;

    /// <summary>Makes a model.</summary>
    /// <param name="id">The name that callers give as <c>model</c>: 1 to 256 characters.</param>
    /// <param name="client">What answers. It stays the caller's.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="id"/> is empty, white space or longer than 256 characters.</exception>
    public OpenAIChatModel(string id, IChatClient client)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(client);
        if (id.Length > MaxIdLength)
        {
            throw new ArgumentException($"The name of the model has {id.Length} characters; at most {MaxIdLength} are allowed.", nameof(id));
        }

        Id = id;
        Client = client;
        Agent = client.GetService<AgentCoreChatClient>();
    }

    /// <summary>Gets the name that callers give as <c>model</c>, and that answers carry.</summary>
    public string Id { get; }

    /// <summary>Gets what answers.</summary>
    public IChatClient Client { get; }

    /// <summary>Gets the time that the list of models tells as <c>created</c>; when the process first used this type, by default.</summary>
    public DateTimeOffset Created { get; init; } = s_started;

    /// <summary>Gets the owner that the list of models tells; <c>agentcore</c> by default.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public string OwnedBy
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = "agentcore";

    /// <summary>
    /// Gets what session ids are sealed to besides their owner: an id of one runtime is refused by every other.
    /// By default the model's name and, for an <see cref="AgentCoreChatClient"/>, the runtime that it calls. The qualifier of the call is always added.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public string Runtime
    {
        get => _runtime ?? $"{Id}\n{Agent?.GetService<ChatClientMetadata>()?.DefaultModelId}";
        init => _runtime = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>
    /// Gets whether the agent has sessions: calls then belong to one each, which the client gets as <see cref="ChatOptions.ConversationId"/>.
    /// By default where an <see cref="AgentCoreChatClient"/> is in the pipeline of <see cref="Client"/>. Elsewhere a session that a caller names is reported as ignored.
    /// </summary>
    public bool HasSessions
    {
        get => _hasSessions ?? Agent is not null;
        init => _hasSessions = value;
    }

    /// <summary>Gets what is sent in a session that the caller has named; <see cref="OpenAIHistory.Delta"/> by default.</summary>
    public OpenAIHistory History { get; init; }

    /// <summary>Gets what becomes of the session of a call that has named none; <see cref="OpenAISessionPerCall.Keep"/> by default.</summary>
    public OpenAISessionPerCall SessionPerCall { get; init; }

    /// <summary>
    /// Gets the one session that all calls go to which name none, whoever makes them: 33 to 256 characters.
    /// <see langword="null"/> by default: each has a fresh one. All callers of the model share what the agent remembers in it.
    /// </summary>
    /// <exception cref="ArgumentException">The value is no session's id.</exception>
    public string? DefaultSession
    {
        get;
        init => field = value is null || RuntimeSessionId.IsValid(value)
            ? value
            : throw new ArgumentException(SessionChooser.IdRule, nameof(value));
    }

    /// <summary>Gets the endpoints of the runtime that callers may choose as <c>qualifier</c>; none by default, and the parameter is refused.</summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public IReadOnlyCollection<string> Qualifiers
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    /// <summary>
    /// Gets whether <c>temperature</c>, <c>top_p</c>, <c>max_tokens</c>, <c>stop</c>, <c>seed</c>, <c>metadata</c> and the like reach the model.
    /// By default not where an <see cref="AgentCoreChatClient"/> is in the pipeline of <see cref="Client"/>, whose agent chooses for itself; set it where
    /// <see cref="AgentCorePayloadOptions.Factory"/> carries them. What is not carried is named in the answer's header <c>x-agentcore-ignored</c>.
    /// </summary>
    public bool AcceptsModelSettings
    {
        get => _acceptsModelSettings ?? Agent is null;
        init => _acceptsModelSettings = value;
    }

    /// <summary>
    /// Gets whether <c>tools</c> are offered to the model and its calls of them handed to the caller; <see langword="false"/> by default.
    /// Then messages with <c>tool_calls</c> and of the role <c>tool</c> are refused, since forged ones could make an agent act that runs its own tools.
    /// </summary>
    public bool AcceptsClientTools { get; init; }

    /// <summary>
    /// Gets the addresses in S3 that callers may name in place of an image's data, by how they begin, such as <c>s3://my-bucket/uploads/</c>; none by default.
    /// Whole steps of the path count: <c>s3://my-bucket</c> does not allow <c>s3://my-bucket-too/</c>.
    /// The agent's own permissions decide what is read: name only what every caller may see.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public IReadOnlyCollection<string> AllowedS3Prefixes
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = [];

    internal const int MaxIdLength = 256;

    internal AgentCoreChatClient? Agent { get; }
}
