namespace AgentCore.Extensions.AI.Tests.Secrets;

/// <summary>Secrets for tests to use. None of them may come out anywhere.</summary>
internal static class Planted
{
    public const string AccessKeyId = "AKIDEXAMPLE";
    public const string SecretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string SessionToken = "PLANTED-SESSION-TOKEN-0123456789";
    public const string BearerToken = "PLANTED.BEARER.TOKEN";
}
