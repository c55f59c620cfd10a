namespace AgentCore.Extensions.AI.Transport;

/// <summary>Words for calls that can't be signed.</summary>
internal static class CredentialErrors
{
    private const string OtherWays =
        " For a runtime with OAuth set BearerTokenProvider; for an agent container on this machine name its address (http://localhost:8080) as the runtime. Neither needs AWS credentials.";

    public static AgentCoreException NotFound(Exception cause)
    {
        string message = IsSingleSignOn(cause)
            ? "The AWS credentials come from single sign-on (IAM Identity Center), which needs two more packages in the application: "
              + "add AWSSDK.SSO and AWSSDK.SSOOIDC, and run 'aws sso login' if you are not signed in."
            : "No AWS credentials to sign the call with. They were looked for in this order: the options (AWSCredentials, Credentials), the container's AWSCredentials and AWSOptions, "
              + "the environment (AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE), the profile (AWS_PROFILE or 'default') in ~/.aws, and the container's or machine's role. "
              + $"The last one asked said: {FirstLine(cause.Message)}";
        return new AgentCoreException(message + OtherWays, cause)
        {
            IsSafeToRetry = true,
            Recovery = AgentCoreRecovery.Pointless,
        };
    }

    private static bool IsSingleSignOn(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (cause.Message.Contains("AWSSDK.SSO", StringComparison.Ordinal) || cause.Message.Contains("SSOOIDC", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("nothing");
}
