using System.Globalization;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>The size of a body that the service takes.</summary>
internal static class PayloadLimit
{
    private const long Bytes = 100_000_000;

    /// <summary>Refuses a body, or a part of one, that is too large. Asked before a large part is copied, too, so that it never is.</summary>
    public static void ThrowIfOver(long size)
    {
        if (size > Bytes)
        {
            throw PayloadFault.InMessages(string.Create(
                CultureInfo.InvariantCulture,
                $"The messages make a payload of at least {size:N0} bytes; the service takes {Bytes:N0}. Send fewer messages, or large content as UriContent with an s3: address."));
        }
    }
}
