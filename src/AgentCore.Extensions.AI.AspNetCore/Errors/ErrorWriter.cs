using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore.Errors;

/// <summary>Writes errors in OpenAI's shape, as a whole answer or as an event of a stream.</summary>
internal static class ErrorWriter
{
    public static async Task WriteAsync(HttpContext context, OpenAIError error)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        RequestIds.Ensure(context);
        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Clamp(wait.TotalSeconds, 0, int.MaxValue))).ToString(CultureInfo.InvariantCulture);
        }

        if (error.MustNotBeRetried)
        {
            response.Headers["x-should-retry"] = "false";
        }

        var body = new ArrayBufferWriter<byte>();
        Write(body, error);
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Writes <c>{"error":{…}}</c>.</summary>
    public static void Write(IBufferWriter<byte> output, OpenAIError error)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, error.Message);
        writer.WriteString("type"u8, error.Type);
        writer.WriteString("param"u8, error.Param);
        writer.WriteString("code"u8, error.Code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
