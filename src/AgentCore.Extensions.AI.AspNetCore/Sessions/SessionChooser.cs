using AgentCore.Extensions.AI.AspNetCore.Errors;
using AgentCore.Extensions.AI.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>Finds the session that a call names, in whichever of the ways, and makes sure that it is the caller's own.</summary>
internal static class SessionChooser
{
    public const string Header = "x-agentcore-session-id";

    public const string IdRule = "A session id that is passed to the agent as it is has 33 to 256 letters, digits, '_' and '-', and begins with a letter or a digit.";

    private const string BodyParameter = "runtimeSessionId";
    private const int MaxHeaderLength = 512;

    // LiteLLM Proxy's header; its users have it in their clients.
    private static readonly string[] s_headers = [Header, "x-litellm-session-id"];

    public static SessionChoice Choose(
        HttpContext context, ChatRequest request, OpenAIChatModel model, OpenAICaller caller, SessionOwner owner, SessionSealer sealer)
    {
        if (!model.HasSessions)
        {
            foreach ((string source, _) in Named(context, request))
            {
                request.Ignored.Add(source);
            }

            return default;
        }

        string? chosen = null;
        foreach ((string source, string id) in Named(context, request))
        {
            string own = Own(source, id, model, caller, owner, sealer);

            // An id of the caller's and the sealed one that it became are one session.
            if (chosen is not null && own != chosen)
            {
                throw Fault(BodyParameter, $"The request names two different sessions, in '{BodyParameter}' or in the headers {string.Join(" and ", s_headers)}. Name one.");
            }

            chosen = own;
        }

        chosen ??= model.DefaultSession;
        return chosen is null ? new SessionChoice(sealer.Create(owner), IsFresh: true) : new SessionChoice(chosen, IsFresh: false);
    }

    private static IEnumerable<(string Source, string Id)> Named(HttpContext context, ChatRequest request)
    {
        if (request.SessionId is not null)
        {
            yield return (BodyParameter, request.SessionId);
        }

        foreach (string header in s_headers)
        {
            foreach (string? value in context.Request.Headers[header])
            {
                yield return value is { Length: > 0 and <= MaxHeaderLength }
                    ? (header, value)
                    : throw Fault(header, $"The header '{header}' has {value?.Length ?? 0} characters; it needs 1 to {MaxHeaderLength}.");
            }
        }
    }

    private static string Own(string source, string id, OpenAIChatModel model, OpenAICaller caller, SessionOwner owner, SessionSealer sealer)
    {
        // Whoever names no session comes to the default one too.
        if (id == model.DefaultSession)
        {
            return id;
        }

        if (caller.TrustsSessionIds)
        {
            return RuntimeSessionId.IsValid(id)
                ? id
                : throw Fault(source, IdRule);
        }

        if (!SessionSealer.IsSealed(id))
        {
            return sealer.Adopt(id, owner);
        }

        return sealer.Verify(id, owner)
            ? id
            : throw Fault(source, "The session id is not one of yours for this model: it belongs to another key, end user or model, or is too old. Leave it out to begin a new session.", "invalid_session");
    }

    private static OpenAIRequestException Fault(string param, string message, string code = "invalid_value") =>
        new(OpenAIError.BadRequest(message, param, code));
}
