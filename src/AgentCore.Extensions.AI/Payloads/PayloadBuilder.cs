using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Makes a request's body from what the caller sends.</summary>
internal static class PayloadBuilder
{
    // Text stays readable in logs and for agents that read the body as text; the body is never part of a page.
    private static readonly JsonWriterOptions s_writerOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes the body, as UTF-8 JSON unless a factory of the user's writes it.</summary>
    /// <exception cref="ArgumentException">The messages hold nothing to send, or more than the service takes.</exception>
    /// <exception cref="NotSupportedException">The messages hold something that the body can't carry.</exception>
    public static ReadOnlyMemory<byte> Build(AgentCorePayloadOptions options, AgentCorePayloadContext context)
    {
        ReadOnlyMemory<byte> payload = options.Factory is { } factory ? factory(context) : Write(options, context);
        PayloadLimit.ThrowIfOver(payload.Length);
        return payload;
    }

    private static ReadOnlyMemory<byte> Write(AgentCorePayloadOptions options, AgentCorePayloadContext context)
    {
        string[] path = options.Format switch
        {
            AgentCorePayloadFormat.Prompt => PayloadPropertyPath.Parse(options.PropertyPath ?? "prompt"),
            AgentCorePayloadFormat.Messages => PayloadPropertyPath.Parse(options.PropertyPath ?? "messages"),
            _ => [],
        };
        List<PayloadMessage> messages = PayloadMessages.Collect(context);

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
        {
            foreach (string name in path)
            {
                writer.WriteStartObject();
                writer.WritePropertyName(name);
            }

            switch (options.Format)
            {
                case AgentCorePayloadFormat.Prompt:
                    PromptWriter.Write(writer, PromptTranscript.Build(messages));
                    break;
                case AgentCorePayloadFormat.Messages:
                    MessagesWriter.Write(writer, messages, MessageShape.OpenAI);
                    break;
                default:
                    RunAgentInputWriter.Write(writer, context.RuntimeSessionId, messages);
                    break;
            }

            foreach (string _ in path)
            {
                writer.WriteEndObject();
            }
        }

        return buffer.WrittenMemory;
    }
}
