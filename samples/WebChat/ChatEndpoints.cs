using AgentCore.Extensions.AI;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;

namespace WebChat;

/// <summary>What the page calls.</summary>
internal static partial class ChatEndpoints
{
    public static void MapChat(this WebApplication app)
    {
        app.MapPost("/chat", Chat);
        app.MapPost("/session", NewSessionAsync);
    }

    /// <summary>Streams the answer as server-sent events. Where the page goes away or its user stops, the agent's stream is closed, too.</summary>
    private static Results<ServerSentEventsResult<ChatEvent>, ProblemHttpResult> Chat(
        Question question, HttpContext context, IChatClient agent, ILogger<ChatEvent> logger)
    {
        if (string.IsNullOrWhiteSpace(question.Text) || question.Text.Length > 10_000)
        {
            return TypedResults.Problem("A question has 1 to 10,000 characters.", statusCode: StatusCodes.Status400BadRequest);
        }

        string session = BrowserUser.Of(context).Session;
        return TypedResults.ServerSentEvents(ChatEvents.AskAsync(agent, question.Text, session, logger, context.RequestAborted));
    }

    /// <summary>Begins a new session, and frees the virtual machine of the old one.</summary>
    private static async Task<NoContent> NewSessionAsync(HttpContext context, IChatClient agent, ILogger<BrowserUser> logger)
    {
        BrowserUser user = BrowserUser.Of(context);
        user.Next().Remember(context);
        try
        {
            await agent.GetRequiredService<AgentCoreChatClient>().StopSessionAsync(user.Session, cancellationToken: context.RequestAborted);
        }
        catch (Exception exception) when (exception is AgentCoreException or NotSupportedException)
        {
            // It ends by itself after its idle time; the user has a new one in any case.
            LogNotStopped(logger, exception);
        }

        return TypedResults.NoContent();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A session could not be stopped.")]
    private static partial void LogNotStopped(ILogger logger, Exception exception);

    private sealed record Question(string Text);
}
