namespace AgentCore.Extensions.AI.Transport;

/// <summary>Reads what comes with an error status, so that nobody reads it from the network again.</summary>
internal static class ErrorBody
{
    public const string ErrorTypeHeader = "x-amzn-ErrorType";

    private const int MaxBytes = 64 * 1024;

    /// <summary>Replaces the content of a response with its first 64 KiB.</summary>
    /// <exception cref="AgentCoreException">The connection was lost before the body's end: then nothing in the response counts.</exception>
    public static async Task ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaxBytes];
        int length = 0;
        bool complete = false;
        try
        {
            Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (length < MaxBytes)
                {
                    int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        complete = true;
                        break;
                    }

                    length += read;
                }
            }
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new AgentCoreException(
                $"The connection was lost within the answer of an error (status {(int)response.StatusCode}). The agent may have run; the call was not sent again.", e)
            {
                StatusCode = response.StatusCode,
            };
        }

        if (!complete)
        {
            // The service's rejections are small. What doesn't end is not one, whatever its header says.
            response.Headers.Remove(ErrorTypeHeader);
        }

        ByteArrayContent content = new(buffer, 0, length);
        foreach ((string name, IEnumerable<string> values) in response.Content.Headers)
        {
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
            {
                content.Headers.TryAddWithoutValidation(name, values);
            }
        }

        response.Content = content;
    }
}
