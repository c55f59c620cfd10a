using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AgentCore.Extensions.AI;

/// <summary>
/// Makes ids of runtime sessions: 33 to 256 characters of <c>[A-Za-z0-9][A-Za-z0-9_-]*</c>.
/// The service documents the length for requests and the characters for responses of <c>InvokeAgentRuntime</c>.
/// </summary>
/// <remarks>
/// A runtime session is one micro virtual machine; what the agent in it remembers is the agent's business.
/// It ends after 15 idle minutes or 8 hours: the same id then reaches a new machine with an empty memory.
/// AWS does not bind a session to a user: whoever knows an id may use it.
/// </remarks>
public static class RuntimeSessionId
{
    /// <summary>The shortest id that the service takes.</summary>
    public const int MinLength = 33;

    /// <summary>The longest id that the service takes.</summary>
    public const int MaxLength = 256;

    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Makes an id that nobody can guess: 36 characters with 128 bits from a cryptographic source.</summary>
    /// <returns>A fresh id.</returns>
    public static string New() => string.Concat("ses-", RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>Makes the id that belongs to a key of the application, such as a user's or a ticket's: the same key gives the same id, everywhere and always.</summary>
    /// <remarks>
    /// Whoever can guess the key can compute the id; where keys are guessable and ids leave the application, take <see cref="FromKey(string, string)"/>.
    /// The id is <c>key-</c> and the SHA-256 of the key's UTF-8 bytes in hexadecimal: 68 characters.
    /// </remarks>
    /// <param name="key">The key; any text but the empty one.</param>
    /// <returns>The key's id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty or white space, or has half a surrogate pair.</exception>
    public static string FromKey(string key) => Format(SHA256.HashData(KeyBytes(key)));

    /// <summary>Makes the id that belongs to a key of the application, so that only who has the secret can compute it.</summary>
    /// <remarks>The id is <c>key-</c> and the HMAC-SHA-256 of the key's UTF-8 bytes in hexadecimal: 68 characters.</remarks>
    /// <param name="key">The key; any text but the empty one.</param>
    /// <param name="secret">The application's secret: at least 16 characters. Another secret gives other ids.</param>
    /// <returns>The key's id.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty or white space, or has half a surrogate pair, or <paramref name="secret"/> is too short.</exception>
    public static string FromKey(string key, string secret)
    {
        byte[] bytes = KeyBytes(key);
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.Length < 16)
        {
            throw new ArgumentException(
                $"The secret has {secret.Length} characters; it needs at least 16, so that it can't be guessed.", nameof(secret));
        }

        return Format(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes));
    }

    /// <summary>Says whether a text is such an id, so that one from outside can be checked before a call: <c>WithRuntimeSessionId</c> throws where it is not.</summary>
    /// <param name="id">The text; <see langword="null"/> is no id.</param>
    /// <returns>Whether the service takes it as the id of a session. It does not say that there is such a session.</returns>
    public static bool IsValid([NotNullWhen(true)] string? id) => id is not null && FindFault(id) is null;

    /// <summary>Says what is wrong with an id, or <see langword="null"/> where nothing is.</summary>
    internal static string? FindFault(string id)
    {
        const string Rule =
            "A runtime session id has 33 to 256 characters, A-Z, a-z, 0-9, '_' and '-', the first a letter or a digit. "
            + "RuntimeSessionId.FromKey(key) makes one from any key of yours.";

        if (id.Length is < MinLength or > MaxLength)
        {
            return $"The runtime session id has {id.Length} characters. {Rule}";
        }

        int wrong = id.AsSpan().IndexOfAnyExcept(s_characters);
        if (wrong < 0 && id[0] is ('_' or '-'))
        {
            wrong = 0;
        }

        return wrong < 0
            ? null
            : $"The runtime session id has the character U+{(int)id[wrong]:X4} at position {wrong}. {Rule}";
    }

    private static byte[] KeyBytes(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(key);
        }
        catch (EncoderFallbackException)
        {
            // Replacing it would give two different keys the same id, and so one user the other's session.
            throw new ArgumentException("The key has half a surrogate pair, which no encoding can tell apart from another.", nameof(key));
        }
    }

    private static string Format(byte[] hash) => string.Concat("key-", Convert.ToHexString(hash).ToLowerInvariant());
}
