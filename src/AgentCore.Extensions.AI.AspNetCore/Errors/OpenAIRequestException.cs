namespace AgentCore.Extensions.AI.AspNetCore.Errors;

/// <summary>A request can't be answered; thrown up to the endpoint, which tells the caller. Nothing was sent to the agent.</summary>
internal sealed class OpenAIRequestException(OpenAIError error) : Exception(error.Message)
{
    public OpenAIError Error { get; } = error;
}
