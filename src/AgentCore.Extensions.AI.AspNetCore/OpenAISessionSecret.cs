using System.Security.Cryptography;

namespace AgentCore.Extensions.AI.AspNetCore;

/// <summary>A secret that session ids are sealed with: 32 bytes from a cryptographic source, the same on all servers of a service.</summary>
/// <remarks>Whoever has it can make ids of any owner: keep it like a password. No member tells it again.</remarks>
public sealed class OpenAISessionSecret
{
    /// <summary>The length of a secret, in bytes.</summary>
    public const int Length = 32;

    private readonly byte[] _key;

    /// <summary>Makes a secret of bytes.</summary>
    /// <param name="key">The bytes: exactly 32.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> has another length, or only one value in all its bytes.</exception>
    public OpenAISessionSecret(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
        {
            throw new ArgumentException($"The session secret has {key.Length} bytes; it needs {Length}, such as 'openssl rand -base64 32' gives.", nameof(key));
        }

        if (!key.ContainsAnyExcept(key[0]))
        {
            throw new ArgumentException("The bytes of the session secret are all the same: anyone could guess them. 'openssl rand -base64 32' gives good ones.", nameof(key));
        }

        _key = key.ToArray();

        // Told in every id, to find its secret again; 12 bits of a hash tell nothing of the secret itself.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        Id = string.Create(2, (hash[0], hash[1]), static (id, bytes) =>
        {
            id[0] = IdCharacters[bytes.Item1 & 63];
            id[1] = IdCharacters[bytes.Item2 & 63];
        });
    }

    /// <summary>Gets the two characters by which ids name their secret.</summary>
    internal string Id { get; }

    internal ReadOnlySpan<byte> Key => _key;

    private const string IdCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Makes a secret of its base64 text, as configuration holds it.</summary>
    /// <param name="text">32 bytes in base64: 44 characters.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="text"/> is not the base64 of 32 bytes. The message does not repeat it.</exception>
    public static OpenAISessionSecret FromBase64(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> key = stackalloc byte[Length + 1];
        if (text.Length > 64 || !Convert.TryFromBase64String(text, key, out int length))
        {
            throw new ArgumentException($"The session secret is not the base64 of {Length} bytes: 44 characters, such as 'openssl rand -base64 32' gives.", nameof(text));
        }

        return new OpenAISessionSecret(key[..length]);
    }

    /// <summary>Makes a fresh secret that nobody can guess. Ids sealed with it are worthless once it is forgotten.</summary>
    /// <returns>A new secret.</returns>
    public static OpenAISessionSecret New()
    {
        Span<byte> key = stackalloc byte[Length];
        RandomNumberGenerator.Fill(key);
        return new OpenAISessionSecret(key);
    }
}
