namespace AgentCore.Extensions.AI.AspNetCore.Errors;

/// <summary>An error as a caller sees it.</summary>
internal sealed record OpenAIError(int Status, string Type, string? Code, string Message, string? Param = null)
{
    public const string InvalidRequest = "invalid_request_error";
    public const string RateLimit = "rate_limit_error";
    public const string Api = "api_error";

    /// <summary>Gets how long the caller is asked to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets whether SDKs are told not to send the call again by themselves: it may have run.</summary>
    public bool MustNotBeRetried { get; init; }

    public static OpenAIError BadRequest(string message, string? param = null, string? code = null) => new(400, InvalidRequest, code, message, param);

    public static OpenAIError ModelNotFound() =>
        new(404, InvalidRequest, "model_not_found", "The model does not exist, or you may not use it. GET models lists those that you may use.", "model");

    public static OpenAIError BodyTooLarge(long limit) =>
        new(413, InvalidRequest, "request_too_large", $"The body of the request is too large: at most {limit:N0} bytes are taken.");

    public static OpenAIError BodyTooSlow(TimeSpan limit) =>
        new(408, InvalidRequest, "request_timeout", $"The body of the request did not arrive in time: it may take {limit.TotalSeconds:0.###} s.");
}
