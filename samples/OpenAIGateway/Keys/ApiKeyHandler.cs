using System.Text.Encodings.Web;
using AgentCore.Extensions.AI.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OpenAIGateway.Hosting;

namespace OpenAIGateway.Keys;

/// <summary>Authenticates callers by <c>Authorization: Bearer KEY</c>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyRing keys, UnauthenticatedCalls unauthenticated)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        if (keys.Find(header.AsSpan(Prefix.Length).Trim()) is not { } key)
        {
            return Task.FromResult(AuthenticateResult.Fail("unknown key"));
        }

        Context.Features.Set(key);
        return Task.FromResult(AuthenticateResult.Success(key.Ticket));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (unauthenticated.TryCount(Context, out TimeSpan retryAfter))
        {
            Response.Headers.WWWAuthenticate = "Bearer";
            return OpenAIErrors.WriteAsync(
                Context, StatusCodes.Status401Unauthorized, "invalid_request_error", "invalid_api_key",
                "There is no API key in the request, or a wrong one. Send it as 'Authorization: Bearer KEY'.");
        }

        return TooManyRequests.WriteAsync(Context, retryAfter, "Too many requests without a good API key came from this address.");
    }
}
