using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary>The keyed clients of the container, under those of their keys that are texts.</summary>
internal sealed class KeyedChatClientCatalog(IServiceCollection services, IOptions<OpenAIChatCompletionsOptions> options) : IOpenAIChatModelCatalog
{
    // Looked for when the first request comes: what is registered after AddOpenAIChatCompletions counts too.
    private readonly Lazy<List<string>> _ids = new(() =>
    [
        .. services
            .Where(service => service.IsKeyedService && service.ServiceType == typeof(IChatClient))
            .Select(service => service.ServiceKey)
            .OfType<string>()
            .Where(key => !string.IsNullOrWhiteSpace(key))
            .Distinct(StringComparer.Ordinal),
    ]);

    public ValueTask<OpenAIChatModel?> FindAsync(string id, HttpContext httpContext, CancellationToken cancellationToken) =>
        new(_ids.Value.Contains(id) ? Create(id, httpContext) : null);

    public ValueTask<IReadOnlyList<OpenAIChatModel>> ListAsync(HttpContext httpContext, CancellationToken cancellationToken) =>
        new([.. _ids.Value.Select(id => Create(id, httpContext))]);

    // From the request's services: a client may be scoped.
    private OpenAIChatModel Create(string id, HttpContext context) =>
        options.Value.CreateModel(id, context.RequestServices.GetRequiredKeyedService<IChatClient>(id));
}
