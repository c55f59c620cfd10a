using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgentCore.Extensions.AI.AspNetCore.Sessions;

/// <summary>
/// Makes and verifies session ids that only their owner can use. An id is <c>g1</c>, two characters that name the secret, and the base64url
/// of 16 bytes and of the first 16 bytes of an HMAC-SHA-256 over the secret's name, those bytes and the owner: 47 characters.
/// </summary>
internal sealed class SessionSealer
{
    public const int IdLength = 47;

    private const string Version = "g1";
    private const int NonceLength = 16;
    private const int SealLength = 16;

    // The two uses of the secret never see the same input.
    private const byte SealUse = 1;
    private const byte AdoptUse = 2;

    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly OpenAISessionSecret[] _secrets;

    public SessionSealer(IEnumerable<OpenAISessionSecret> secrets) => _secrets = [.. secrets];

    /// <summary>Says whether an id claims to be sealed.</summary>
    public static bool IsSealed(string id) =>
        id.Length == IdLength && id.StartsWith(Version, StringComparison.Ordinal) && !id.AsSpan().ContainsAnyExcept(s_characters);

    /// <summary>Makes an id that nobody has had.</summary>
    public string Create(SessionOwner owner)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        RandomNumberGenerator.Fill(nonce);
        return Seal(_secrets[0], nonce, owner);
    }

    /// <summary>Makes the owner's id for an id of theirs: always the same, and another for everybody else.</summary>
    public string Adopt(string id, SessionOwner owner)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(_secrets[0], AdoptUse, Encoding.UTF8.GetBytes(id), owner, hash);
        return Seal(_secrets[0], hash[..NonceLength], owner);
    }

    /// <summary>Says whether a sealed id was made for this owner, with one of the secrets.</summary>
    public bool Verify(string id, SessionOwner owner)
    {
        Span<byte> bytes = stackalloc byte[NonceLength + SealLength];
        if (!IsSealed(id) || !TryDecode(id.AsSpan(4), bytes))
        {
            return false;
        }

        bool verified = false;
        foreach (OpenAISessionSecret secret in _secrets)
        {
            // The text is compared, not the bytes: another spelling of the same bytes would be another session.
            verified |= id.AsSpan(2, 2).SequenceEqual(secret.Id)
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Seal(secret, bytes[..NonceLength], owner)), Encoding.ASCII.GetBytes(id));
        }

        return verified;
    }

    private static string Seal(OpenAISessionSecret secret, ReadOnlySpan<byte> nonce, SessionOwner owner)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(secret, SealUse, nonce, owner, hash);
        Span<byte> bytes = stackalloc byte[NonceLength + SealLength];
        nonce.CopyTo(bytes);
        hash[..SealLength].CopyTo(bytes[NonceLength..]);
        return string.Concat(Version, secret.Id, Encode(bytes));
    }

    // Base64url without padding: 43 characters for 32 bytes.
    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        Span<char> padded = stackalloc char[44];
        text.CopyTo(padded);
        padded[^1] = '=';
        padded.Replace('-', '+');
        padded.Replace('_', '/');
        return Convert.TryFromBase64Chars(padded, bytes, out int length) && length == bytes.Length;
    }

    private static void Hash(OpenAISessionSecret secret, byte use, ReadOnlySpan<byte> subject, SessionOwner owner, Span<byte> hash)
    {
        var input = new ArrayBufferWriter<byte>(256);
        input.Write([use]);
        Add(input, subject);
        AddText(input, secret.Id);
        AddText(input, owner.Tenant);
        AddText(input, owner.EndUser);
        AddText(input, owner.Runtime);
        AddText(input, owner.Qualifier);
        HMACSHA256.HashData(secret.Key, input.WrittenSpan, hash);
    }

    private static void AddText(ArrayBufferWriter<byte> input, string text) => Add(input, Encoding.UTF8.GetBytes(text));

    // Each part with its length, so that no two owners come to the same bytes.
    private static void Add(ArrayBufferWriter<byte> input, ReadOnlySpan<byte> part)
    {
        BinaryPrimitives.WriteInt32LittleEndian(input.GetSpan(sizeof(int)), part.Length);
        input.Advance(sizeof(int));
        input.Write(part);
    }
}
