using System.Text.RegularExpressions;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>Words that came from elsewhere and go into messages. Services and proxies quote the headers that they refuse: the secrets in them stay out.</summary>
internal static partial class ForeignWords
{
    public static string? WithoutSecrets(string? words) => words is null ? null : SecretPattern().Replace(words, "…");

    // Tokens are long: what follows "Bearer" in a sentence is not.
    [GeneratedRegex(@"(?<=\bBearer\s+|\bx-amz-security-token\s*[:=]\s*|\bSignature\s*=\s*)[^\s'"",;&)]{16,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretPattern();
}
