using AgentCore.Extensions.AI;

namespace WebChat;

/// <summary>
/// Who sits at the browser, and which of his conversations is open. A cookie tells it, which nobody can guess and no script can read.
/// Where users sign in, take the id of the authenticated user instead.
/// </summary>
internal sealed record BrowserUser(Guid Id, int Conversation)
{
    private const string Cookie = "webchat";

    /// <summary>Gets the runtime session, always the same for the same conversation: nothing has to be stored.</summary>
    public string Session => RuntimeSessionId.FromKey($"{Id:N}/{Conversation}");

    public static BrowserUser Of(HttpContext context)
    {
        if (context.Request.Cookies[Cookie]?.Split('.') is [var id, var conversation]
            && Guid.TryParseExact(id, "N", out Guid guid) && int.TryParse(conversation, out int number) && number is >= 0 and < int.MaxValue)
        {
            return new BrowserUser(guid, number);
        }

        BrowserUser user = new(Guid.NewGuid(), 0);
        user.Remember(context);
        return user;
    }

    public BrowserUser Next() => this with { Conversation = Conversation + 1 };

    public void Remember(HttpContext context) => context.Response.Cookies.Append(Cookie, $"{Id:N}.{Conversation}", new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        MaxAge = TimeSpan.FromDays(30),
    });
}
