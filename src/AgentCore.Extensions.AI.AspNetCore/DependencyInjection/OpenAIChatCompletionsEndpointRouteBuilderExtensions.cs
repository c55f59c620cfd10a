using AgentCore.Extensions.AI.AspNetCore.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the OpenAI-compatible endpoints.</summary>
public static class OpenAIChatCompletionsEndpointRouteBuilderExtensions
{
    private const string ChatPath = "/chat/completions";
    private const string ModelsPath = "/models";
    private const string ModelPath = $"/models/{{**{ModelsEndpoints.IdParameter}}}";

    /// <summary>
    /// Maps <c>POST chat/completions</c>, <c>GET models</c> and <c>GET models/{id}</c> below a prefix. Whatever else is asked for below it
    /// is answered 404 or 405 in OpenAI's shape, unless another endpoint takes it.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="prefix">How the paths begin; <c>/v1</c> by default. With an empty one, other paths of the application are left alone.</param>
    /// <returns>A builder for all of the endpoints: authorization, rate limits and the rest go on it.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException"><c>AddOpenAIChatCompletions</c> was not called.</exception>
    public static IEndpointConventionBuilder MapOpenAIChatCompletions(this IEndpointRouteBuilder endpoints, string prefix = "/v1")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        ChatCompletionsEndpoint chat = endpoints.ServiceProvider.GetService<ChatCompletionsEndpoint>()
            ?? throw new InvalidOperationException("The endpoints need their services: call builder.Services.AddOpenAIChatCompletions() first.");

        ModelsEndpoints models = endpoints.ServiceProvider.GetRequiredService<ModelsEndpoints>();

        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        group.MapPost(ChatPath, chat.HandleAsync).WithDisplayName("OpenAI chat completions");
        group.MapGet(ModelsPath, models.ListAsync).WithDisplayName("OpenAI models");
        group.MapGet(ModelPath, models.FindAsync).WithDisplayName("OpenAI model");

        // Endpoints with a method are preferred; these get what is left.
        group.Map(ChatPath, FallbackEndpoints.MethodNotAllowed("POST")).WithDisplayName("OpenAI chat completions: another method");
        group.Map(ModelsPath, FallbackEndpoints.MethodNotAllowed("GET")).WithDisplayName("OpenAI models: another method");
        group.Map(ModelPath, FallbackEndpoints.MethodNotAllowed("GET")).WithDisplayName("OpenAI model: another method");
        if (prefix.Trim('/').Length > 0)
        {
            group.Map("/{**path}", FallbackEndpoints.NotFoundAsync).WithDisplayName("OpenAI: nothing here").WithOrder(int.MaxValue);
        }

        return group;
    }
}
