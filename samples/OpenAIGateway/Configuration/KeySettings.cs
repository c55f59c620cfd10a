using System.Security.Cryptography;
using System.Text;

namespace OpenAIGateway.Configuration;

/// <summary>One API key, and what it allows.</summary>
internal sealed class KeySettings
{
    /// <summary>Gets or sets the SHA-256 of the key's UTF-8 bytes: 64 hexadecimal digits. The key itself is nowhere.</summary>
    public string? Sha256 { get; set; }

    /// <summary>Gets the names of the models that the key may use. The default is all of them.</summary>
    public List<string> Models { get; } = [];

    /// <summary>Gets or sets how many calls a minute the key may make. The default is no limit.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Gets or sets how many answers the key may wait for at once. The default is no limit but that of the whole gateway.</summary>
    public int? Streams { get; set; }

    /// <summary>Gets or sets whether session ids of this key's callers go to the agent as they are, unsealed. The default is <see langword="false"/>.</summary>
    public bool TrustSessionIds { get; set; }

    /// <summary>Gets or sets whether this key's callers may name the user that they call for (<c>runtimeUserId</c>). The default is <see langword="false"/>.</summary>
    public bool MayNameRuntimeUser { get; set; }

    /// <summary>Makes what <see cref="Sha256"/> holds of a key.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
