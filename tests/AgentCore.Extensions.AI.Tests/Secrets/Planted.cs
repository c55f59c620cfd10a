namespace AgentCore.Extensions.AI.Tests.Secrets;

/// <summary>Secrets for tests to use. <see cref="SecretWatch"/> finds them wherever they come out.</summary>
internal static class Planted
{
    public const string AccessKeyId = "AKIDEXAMPLE";
    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string SessionToken = "PLANTED-SESSION-TOKEN-0123456789";
    public const string BearerToken = "PLANTED.BEARER.TOKEN";
    public const string ApiKey = "sk-PLANTED-api-key-0123456789";

    /// <summary>The gateway's secret: 32 bytes as base64.</summary>
    public const string SessionSecret = "UExBTlRFRC1zZXNzaW9uLXNlY3JldC0wMTIzNDU2Nzg=";

    /// <summary>What a user says.</summary>
    public const string Message = "PLANTED words of the user";

    public const string UserId = "PLANTED-user-id";

    /// <summary>What the watch itself lets out at last, to see that it is awake.</summary>
    public const string Canary = "PLANTED-CANARY";

    public static IReadOnlyList<string> All { get; } = [SecretAccessKey, SessionToken, BearerToken, ApiKey, SessionSecret, Message, UserId, Canary];
}
