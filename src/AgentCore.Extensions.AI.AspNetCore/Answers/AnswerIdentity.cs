namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>What all parts of an answer have in common.</summary>
/// <param name="Id">The id of the completion.</param>
/// <param name="Created">When it was begun, in seconds since 1970.</param>
/// <param name="Model">The name under which the model was asked.</param>
internal sealed record AnswerIdentity(string Id, long Created, string Model)
{
    public static AnswerIdentity Make(string model) =>
        new($"chatcmpl-{Guid.NewGuid():N}", DateTimeOffset.UtcNow.ToUnixTimeSeconds(), model);
}
