#pragma warning disable IDE1006 // Named as examples name their variables.
#pragma warning disable SA1300
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCore.Extensions.AI.Documents.Tests;

/// <summary>What the examples of the documents have at hand without showing it.</summary>
public static class Given
{
    public static WebApplicationBuilder builder { get; } = WebApplication.CreateBuilder();

    public static WebApplication app => builder.Build();

    public static IServiceCollection services => builder.Services;

    public static IChatClient agent => throw new NotSupportedException();

    public static HttpContext httpContext => throw new NotSupportedException();

    public static ClaimsPrincipal user => throw new NotSupportedException();

    public static string userId => "user-42";

    public static TokenCache tokens { get; } = new();

    public static string session => RuntimeSessionId.New();

    public static string sessionId => RuntimeSessionId.New();

    public static string secret => "from your key vault";

    public static CancellationToken cancellationToken => default;
}
