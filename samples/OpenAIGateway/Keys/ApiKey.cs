using System.Security.Claims;
using AgentCore.Extensions.AI.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Keys;

/// <summary>An API key that was found good: a feature of the request.</summary>
internal sealed class ApiKey
{
    public ApiKey(string name, KeySettings settings)
    {
        Name = name;
        Hash = Convert.FromHexString(settings.Sha256!);
        Settings = settings;
        Caller = new OpenAICaller { Tenant = name, TrustsSessionIds = settings.TrustSessionIds, MayNameRuntimeUser = settings.MayNameRuntimeUser };

        // Made once: nothing in it differs from one request to the next.
        ClaimsIdentity identity = new([new Claim(ClaimTypes.Name, name)], ApiKeyHandler.SchemeName);
        Ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), ApiKeyHandler.SchemeName);
    }

    public string Name { get; }

    public byte[] Hash { get; }

    public KeySettings Settings { get; }

    public OpenAICaller Caller { get; }

    public AuthenticationTicket Ticket { get; }

    public bool MayUse(string model) => Settings.Models.Count == 0 || Settings.Models.Contains(model);

    /// <summary>Gets the key of an authenticated request.</summary>
    public static ApiKey Of(HttpContext context) => context.Features.Get<ApiKey>() ?? throw new InvalidOperationException("The request is not authenticated: the endpoint lacks RequireAuthorization.");
}
