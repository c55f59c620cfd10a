using Microsoft.AspNetCore.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the OpenAI-compatible endpoints.</summary>
public static class OpenAIChatCompletionsEndpointRouteBuilderExtensions
{
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
        return endpoints.MapGroup(prefix);
    }
}
