using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Words for calls that can't be signed.</summary>
internal static partial class CredentialErrors
{
    private const string Places =
        " Credentials are looked for in this order: the options (AWSCredentials, Credentials), the container's AWSCredentials and AWSOptions, "
        + "the environment (AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE), the profile (AWS_PROFILE or 'default') in ~/.aws, and the container's or machine's role.";

    private const string OtherWays =
        " For a runtime with OAuth set BearerTokenProvider; for an agent container on this machine name its address (http://localhost:8080) as the runtime. Neither needs AWS credentials.";

    /// <summary>Says why there is nothing to sign with.</summary>
    /// <param name="source">Whose credentials they are, where the user named them; <see langword="null"/> where all places were looked in.</param>
    /// <param name="cause">How the SDK says it.</param>
    public static AgentCoreException NotFound(string? source, Exception cause) =>
        new((FindMissingPackage(cause) is { } package ? NeedsPackage(package) : Describe(source, cause) + Places) + OtherWays, cause)
        {
            IsSafeToRetry = true,
            Recovery = AgentCoreRecovery.Pointless,
        };

    private static string NeedsPackage(string package) => package is "AWSSDK.SSO" or "AWSSDK.SSOOIDC"
        ? "The AWS credentials come from single sign-on (IAM Identity Center), which needs two more packages in the application: "
          + "add AWSSDK.SSO and AWSSDK.SSOOIDC, and run 'aws sso login' if you are not signed in."
        : $"The AWS credentials are of a kind that needs one more package in the application: add {package}.";

    private static string Describe(string? source, Exception cause)
    {
        string words = FirstLine(cause.Message);
        if (source is null)
        {
            // The SDK lists its places in many lines, which are in the exception inside.
            return "No AWS credentials to sign the call with." + (words.EndsWith(':') ? "" : $" The SDK says: {words}");
        }

        string why = cause is not AmazonServiceException && cause.InnerException is { } inner ? $"{words.TrimEnd('.')}: {FirstLine(inner.Message)}" : words;
        return $"{source} gives no AWS credentials to sign the call with: {(why.EndsWith('.') ? why : why + ".")}";
    }

    private static string? FindMissingPackage(Exception? cause)
    {
        for (; cause is not null; cause = cause.InnerException)
        {
            if (MissingAssemblyPattern().Match(cause.Message) is { Success: true } match)
            {
                return match.Groups[1].Value;
            }
        }

        return null;
    }

    private static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("nothing.");

    [GeneratedRegex(@"Assembly (AWSSDK\.[A-Za-z0-9.]*[A-Za-z0-9]) could not be found", RegexOptions.CultureInvariant)]
    private static partial Regex MissingAssemblyPattern();
}
