using AgentCore.Extensions.AI.AspNetCore.Errors;
using AgentCore.Extensions.AI.AspNetCore.Requests;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>AgentCore's own parameters, which come as members of the body or as headers, and only from whom they may come.</summary>
internal static class AgentParameters
{
    private const string Qualifier = "qualifier";
    private const string QualifierHeader = "x-agentcore-qualifier";
    private const string RuntimeUserId = "runtimeUserId";
    private const string RuntimeUserIdHeader = "x-agentcore-runtime-user-id";

    public static void Apply(HttpContext context, ChatRequest request, OpenAIChatModel model, OpenAICaller caller)
    {
        request.Qualifier = Find(context, Qualifier, request.Qualifier, QualifierHeader);
        if (request.Qualifier is { } qualifier)
        {
            if (!model.Qualifiers.Contains(qualifier))
            {
                throw Fault(Qualifier, $"'{Qualifier}' is none of those that may be chosen for this model.");
            }

            request.Options.WithQualifier(qualifier);
        }

        request.RuntimeUserId = Find(context, RuntimeUserId, request.RuntimeUserId, RuntimeUserIdHeader);
        if (request.RuntimeUserId is { } user)
        {
            if (!caller.MayNameRuntimeUser)
            {
                throw Fault(RuntimeUserId, $"'{RuntimeUserId}' may not be given with this key. Leave it out; the end user goes into 'user' or 'safety_identifier'.");
            }

            try
            {
                request.Options.WithRuntimeUserId(user);
            }
            catch (ArgumentException)
            {
                throw Fault(RuntimeUserId, $"'{RuntimeUserId}' has to have 1 to 1,024 printable characters of ASCII, and no space at either end.");
            }
        }
    }

    private static string? Find(HttpContext context, string name, string? fromBody, string header)
    {
        string? value = fromBody;
        foreach (string? fromHeader in context.Request.Headers[header])
        {
            if (string.IsNullOrEmpty(fromHeader) || (value is not null && value != fromHeader))
            {
                throw Fault(name, $"'{name}' of the body and the header '{header}' differ, or one of them is empty. Give one of them.");
            }

            value = fromHeader;
        }

        return value;
    }

    private static OpenAIRequestException Fault(string name, string message) => new(OpenAIError.BadRequest(message, name, "parameter_not_allowed"));
}
