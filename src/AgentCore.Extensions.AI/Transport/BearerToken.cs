using System.Net.Http.Headers;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Gets an OAuth access token where one can be sent. No message here ever holds the token.</summary>
internal static class BearerToken
{
    /// <summary>Asks for a token, after it is sure that nobody on the way could read it.</summary>
    /// <exception cref="InvalidOperationException">The address is neither https nor loopback, or the token is none.</exception>
    public static async ValueTask<string> GetAsync(
        Func<bool, CancellationToken, ValueTask<string>> provider, bool refusedBefore, Uri address, CancellationToken cancellationToken)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new InvalidOperationException(
                $"A bearer token is sent only over https or to a loopback address, and {address.Scheme}://{address.Host} is neither. Nothing was sent.");
        }

        string token = await provider(refusedBefore, cancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(token))
        {
            throw new InvalidOperationException("The BearerTokenProvider gave no token. Nothing was sent, and calls are never signed with AWS credentials instead.");
        }

        foreach (char c in token)
        {
            if (c is <= ' ' or > '~')
            {
                throw new InvalidOperationException(
                    "The BearerTokenProvider gave a token with white space, control or non-ASCII characters. Give the access token alone, without 'Bearer' before it. Nothing was sent.");
            }
        }

        return token;
    }

    public static AuthenticationHeaderValue ToHeader(string token) => new("Bearer", token);
}
