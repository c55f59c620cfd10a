using System.Net;
using System.Text;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>
/// Errors of a container that is called directly, in its own words. It is not the service:
/// whatever status it answers, it had the message, so none of its answers proves that the agent did not run.
/// </summary>
internal static class ContainerErrors
{
    public static AgentCoreException ToException(HttpResponseMessage response, ReadOnlySpan<byte> body, string? sessionId)
    {
        (string? code, string? words) = Read(body, response.Content.Headers.ContentType?.MediaType);
        string said =
            words is not null ? $"and said: {words}"
            : response.StatusCode == HttpStatusCode.InternalServerError ? "without a word. Agents built with AWS's TypeScript SDK answer so when a handler fails before it streams."
            : "without a word.";
        return new AgentCoreException($"The agent's container answered {(int)response.StatusCode} {said}{(said[^1] is '.' or '!' or '?' or '…' ? "" : ".")} {FindAdvice(response.StatusCode)}")
        {
            ErrorCode = code,
            StatusCode = response.StatusCode,
            RuntimeSessionId = sessionId,
            RetryAfter = ServiceError.ReadRetryAfter(name => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null),
        };
    }

    private static string FindAdvice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
            "An agent takes POST /invocations: check the address, and that the agent itself listens there.",
        HttpStatusCode.NotAcceptable => "The agent answers in a form that Accept does not name.",
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest => "The agent may want another payload: see the Payload options. Its log may say more.",
        _ => "Look at the container's log. The call was not sent again.",
    };

    private static (string? Code, string? Words) Read(ReadOnlySpan<byte> body, string? mediaType)
    {
        if (body.IsEmpty)
        {
            return (null, null);
        }

        if (mediaType is null || !mediaType.Contains("html", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                using JsonDocument document = ErrorJson.Parse(body);
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    return ReadObject(document.RootElement, body);
                }
            }
            catch (JsonException)
            {
                // Then it is text.
            }
        }

        return (null, ErrorPage.Describe(Encoding.UTF8.GetString(body)));
    }

    private static (string? Code, string? Words) ReadObject(JsonElement root, ReadOnlySpan<byte> body)
    {
        JsonElement error = root.TryGetProperty("error", out JsonElement nested) && nested.ValueKind == JsonValueKind.Object ? nested : root;

        // {"error":{"message"}}; Fastify: {code, error: "Bad Request", message}; most: {"error": "…"}; FastAPI and problem+json: detail, title.
        string? words =
            ErrorJson.FindText(error, "message") ?? ErrorJson.FindText(root, "error") ?? ErrorJson.FindText(root, "message")
            ?? FindProblem(root) ?? Encoding.UTF8.GetString(body);
        return (OneLine.Of(ErrorJson.FindText(error, "code") ?? ErrorJson.FindText(root, "code")), OneLine.Of(words));
    }

    // The title of problem+json says what kind of failure it is, the detail what happened.
    private static string? FindProblem(JsonElement root) => (ErrorJson.FindText(root, "title"), FindDetail(root)) switch
    {
        ({ Length: > 0 } title, { Length: > 0 } detail) => $"{title}: {detail}",
        (var title, var detail) => detail ?? title,
    };

    private static string? FindDetail(JsonElement root)
    {
        string joined = string.Join("; ", ErrorJson.FindItems(root, "detail").Select(item => ErrorJson.FindText(item, "msg")).OfType<string>());
        return joined.Length == 0 ? ErrorJson.FindText(root, "detail") : joined;
    }
}
