using System.Security.Cryptography;
using System.Text;
using OpenAIGateway.Configuration;

namespace OpenAIGateway.Keys;

/// <summary>All API keys, by the hashes of which they are known.</summary>
internal sealed class ApiKeyRing(GatewaySettings settings)
{
    private readonly ApiKey[] _keys = [.. settings.Keys.Select(key => new ApiKey(key.Key, key.Value))];

    /// <summary>Finds the key that a caller presents. How long it takes tells nothing of the good ones.</summary>
    public ApiKey? Find(ReadOnlySpan<char> presented)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(presented, hash);
        ApiKey? found = null;
        foreach (ApiKey key in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(key.Hash, hash))
            {
                found = key;
            }
        }

        return found;
    }

    private static void Hash(ReadOnlySpan<char> text, Span<byte> hash)
    {
        Span<byte> bytes = text.Length <= 256 ? stackalloc byte[Encoding.UTF8.GetMaxByteCount(256)] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
    }
}
