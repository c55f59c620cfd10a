using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>Settings of the OpenAI-compatible endpoints. They are checked when the host starts.</summary>
public sealed class OpenAIChatCompletionsOptions
{
    /// <summary>
    /// Gets or sets who makes a request; asked once a request, after authentication.
    /// By default the tenant is the name of the authenticated user, or the empty one, with nothing allowed.
    /// </summary>
    public Func<HttpContext, OpenAICaller> GetCaller { get; set; } =
        static context => new OpenAICaller { Tenant = context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : "" };

    /// <summary>
    /// Gets or sets how the default catalogue makes a model of a keyed client, given the key; <c>new OpenAIChatModel(id, client)</c> by default.
    /// A registered <see cref="IOpenAIChatModelCatalog"/> does not use it.
    /// </summary>
    public Func<string, IChatClient, OpenAIChatModel> CreateModel { get; set; } = static (id, client) => new OpenAIChatModel(id, client);

    /// <summary>
    /// Gets the secrets that session ids are sealed with: the first seals, all verify. To rotate, put the new one first and take the old one out
    /// when no session of its time can live any more (8 hours). An id that callers have chosen themselves leads to another session once the first changes.
    /// Empty by default: a secret is then made for this process alone, with a warning in the log, and ids end with the process.
    /// </summary>
    public IList<OpenAISessionSecret> SessionSecrets { get; } = [];

    /// <summary>
    /// Gets or sets the request header that names the end user, for front ends that set it for each of their users, such as <c>X-OpenWebUI-User-Id</c>.
    /// Where it is set, it alone counts. <see langword="null"/> by default: the body's <c>safety_identifier</c> or <c>user</c> counts.
    /// </summary>
    public string? EndUserHeader { get; set; }

    /// <summary>Gets or sets the longest body of a request, in bytes: 1 KiB to 1 GiB; 8 MiB by default. A longer one is answered 413.</summary>
    public long MaxRequestBodySize { get; set; } = 8 * 1024 * 1024;

    /// <summary>Gets or sets how long a body may take to arrive in all: more than zero, at most one hour; 30 s by default. A slower one is answered 408.</summary>
    public TimeSpan RequestBodyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how many messages a request may have: 1 to 100,000; 2,048 by default. More are answered 400.</summary>
    public int MaxMessages { get; set; } = 2048;

    /// <summary>Gets or sets how deep a request's JSON may be nested: 8 to 1,000; 64 by default. Deeper nesting is answered 400.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>
    /// Gets or sets how long a streamed answer waits for its first content before it begins without it: more than zero, at most one hour; 10 s by default.
    /// A failure within this time has a status of its own; a later one is told in the stream. Some clients give up on longer silence.
    /// </summary>
    public TimeSpan FirstUpdateTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets or sets after how much silence a streamed answer gets a comment line, so that nothing on the way takes the connection for dead:
    /// at least 10 ms, at most one hour; 15 s by default.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Gets or sets whether a call that an SDK has marked as resent (<c>x-stainless-retry-count</c>) is refused with 409
    /// where the same call has reached the agent before; <see langword="true"/> by default, so that an impatient SDK does not run the agent twice.
    /// </summary>
    public bool RefuseResentCalls { get; set; } = true;

    /// <summary>Gets or sets how long a call is remembered for <see cref="RefuseResentCalls"/>: more than zero, at most one day; 15 minutes by default.</summary>
    public TimeSpan ResentCallWindow { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Gets or sets how many calls are remembered for <see cref="RefuseResentCalls"/>, at about 100 bytes each: 1 to 10,000,000; 100,000 by default.
    /// Beyond it the oldest are forgotten.
    /// </summary>
    public int MaxRememberedCalls { get; set; } = 100_000;
}
