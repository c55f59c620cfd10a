using AgentCore.Extensions.AI.AspNetCore.Answers;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using AgentCore.Extensions.AI.AspNetCore.Requests;
using AgentCore.Extensions.AI.AspNetCore.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>Turns a request into a call. All that can be wrong with it is found here, before anything is sent.</summary>
internal sealed class CallPlanner(IOptions<OpenAIChatCompletionsOptions> options, SessionSealer sealer, CallMemory memory)
{
    private const string RetryCountHeader = "x-stainless-retry-count";
    private const int MaxEndUserLength = 512;

    private readonly OpenAIChatCompletionsOptions _options = options.Value;

    public async ValueTask<ChatCall> PlanAsync(HttpContext context)
    {
        using RequestBody body = await RequestBody.ReadAsync(context, _options).ConfigureAwait(false);
        JsonField root = body.Parse(_options.MaxJsonDepth);
        string modelId = ChatRequestReader.ReadModelId(root);
        IOpenAIChatModelCatalog catalog = context.RequestServices.GetRequiredService<IOpenAIChatModelCatalog>();
        OpenAIChatModel model = await catalog.FindAsync(modelId, context, context.RequestAborted).ConfigureAwait(false)
            ?? throw new OpenAIRequestException(OpenAIError.ModelNotFound());

        ChatRequest request = ChatRequestReader.Read(root, model, _options.MaxMessages);
        OpenAICaller caller = _options.GetCaller(context);
        AgentParameters.Apply(context, request, model, caller);
        SessionOwner owner = new(caller.Tenant, FindEndUser(context, request), model.Runtime, request.Qualifier ?? "");
        SessionChoice session = SessionChooser.Choose(context, request, model, caller, owner, sealer);
        IReadOnlyList<ChatMessage> messages = session is { Id: not null, IsFresh: false } && model.History == OpenAIHistory.Delta
            ? NewMessages.Of(request.Messages)
            : request.Messages;
        Enter(session, request, model);

        CallMemory.Note? note = Remember(context, caller, body.Bytes);

        // Told before the call is made: an answer that fails has a session too.
        request.Ignored.Tell(context.Response);
        if (session.Id is not null)
        {
            context.Response.Headers[SessionChooser.Header] = session.Id;
        }

        return new ChatCall(request, new AnswerCall(model, messages, request.Options), session, note);
    }

    private static void Enter(SessionChoice session, ChatRequest request, OpenAIChatModel model)
    {
        request.Options.ConversationId = session.Id;
        if (model.Agent is not null)
        {
            // The messages are chosen already; the client is not to choose again.
            (request.Options.AdditionalProperties ??= [])[AgentCorePropertyNames.History] = "full";
        }
    }

    private string FindEndUser(HttpContext context, ChatRequest request)
    {
        if (_options.EndUserHeader is not { } header)
        {
            return request.EndUser ?? "";
        }

        // Several values would let a caller add a name to the one that a front end has set.
        return context.Request.Headers[header] switch
        {
            [] => "",
            [{ Length: <= MaxEndUserLength } user] => user,
            _ => throw new OpenAIRequestException(OpenAIError.BadRequest(
                $"The header '{header}' has to be one value of at most {MaxEndUserLength} characters.", header, "invalid_value")),
        };
    }

    private CallMemory.Note? Remember(HttpContext context, OpenAICaller caller, ReadOnlySpan<byte> body)
    {
        if (!_options.RefuseResentCalls)
        {
            return null;
        }

        bool isResent = context.Request.Headers[RetryCountHeader] is [{ Length: > 0 } count] && count != "0";
        return memory.TryBegin(CallMemory.Identify(caller.Tenant, body), isResent)
            ?? throw new OpenAIRequestException(new OpenAIError(
                409,
                OpenAIError.InvalidRequest,
                "call_already_sent",
                "This call has reached the agent before, and is not run again. The first one may still be running. Send it again without the header "
                + $"'{RetryCountHeader}' if the agent should run twice, and set your SDK's number of retries to 0.")
            { MustNotBeRetried = true });
    }
}
