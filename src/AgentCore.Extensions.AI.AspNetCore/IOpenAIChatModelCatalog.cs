using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>Says which models a request may use. Register one to replace the default, which offers the keyed <c>IChatClient</c>s of the container under their keys.</summary>
/// <remarks>It is asked in every request, so that models can come and go and can depend on who asks.</remarks>
public interface IOpenAIChatModelCatalog
{
    /// <summary>Finds the model that a request names.</summary>
    /// <param name="id">The name, as the caller wrote it.</param>
    /// <param name="httpContext">The request.</param>
    /// <param name="cancellationToken">Ends the search when the caller has gone.</param>
    /// <returns>
    /// The model, or <see langword="null"/> where there is none for this caller: the answer is then 404 <c>model_not_found</c>,
    /// the same for a model that does not exist and for one that the caller may not use.
    /// </returns>
    ValueTask<OpenAIChatModel?> FindAsync(string id, HttpContext httpContext, CancellationToken cancellationToken);

    /// <summary>Lists the models that a request may use.</summary>
    /// <param name="httpContext">The request.</param>
    /// <param name="cancellationToken">Ends the search when the caller has gone.</param>
    /// <returns>The models, in the order in which they are shown.</returns>
    ValueTask<IReadOnlyList<OpenAIChatModel>> ListAsync(HttpContext httpContext, CancellationToken cancellationToken);
}
