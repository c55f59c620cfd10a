using System.Buffers;
using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>
/// Writes an answer as server-sent events. What all chunks share is rendered once; a chunk then costs two copies and its own text, and allocates nothing.
/// </summary>
internal sealed class ChunkWriter : IAnswerSink, IDisposable
{
    private readonly IBufferWriter<byte> _output;
    private readonly Utf8JsonWriter _json;
    private readonly byte[] _head;
    private readonly bool _includeUsage;
    private bool _roleTold;
    private int _toolCalls;
    private int _images;

    public ChunkWriter(IBufferWriter<byte> output, AnswerIdentity identity, bool includeUsage)
    {
        _output = output;
        _includeUsage = includeUsage;
        _json = new Utf8JsonWriter(output, AnswerParts.WriterOptions);
        _head = RenderHead(identity);
    }

    /// <summary>Gets how many bytes were written since <see cref="Flushed"/>.</summary>
    public long Waiting { get; private set; }

    public void Flushed() => Waiting = 0;

    public void Text(string text)
    {
        BeginDelta();
        _json.WriteString("content"u8, text);
        EndDelta();
    }

    public void Reasoning(string text)
    {
        BeginDelta();
        _json.WriteString("reasoning_content"u8, text);
        EndDelta();
    }

    public void Refusal(string text)
    {
        BeginDelta();
        _json.WriteString("refusal"u8, text);
        EndDelta();
    }

    public void Image(string url)
    {
        BeginDelta();
        _json.WriteStartArray("images"u8);
        AnswerParts.WriteImage(_json, url, _images++);
        _json.WriteEndArray();
        EndDelta();
    }

    public void ToolCall(FunctionCallContent call)
    {
        BeginDelta();
        _json.WriteStartArray("tool_calls"u8);
        AnswerParts.WriteToolCall(_json, call, _toolCalls++);
        _json.WriteEndArray();
        EndDelta();
    }

    /// <summary>A comment, which clients skip: the connection is alive.</summary>
    public void KeepAlive() => Write(": keep-alive\n\n"u8);

    /// <summary>Ends the answer well.</summary>
    public void Complete(string finishReason, UsageDetails? usage)
    {
        if (!_roleTold)
        {
            // An answer without a word is still the assistant's.
            Text("");
        }

        Write("data: "u8);
        Write(_head);
        Write("\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":"u8);
        _json.Reset();
        _json.WriteStringValue(finishReason);
        FlushJson();
        Write(_includeUsage ? "}],\"usage\":null}\n\n"u8 : "}]}\n\n"u8);
        if (_includeUsage && usage is not null)
        {
            Write("data: "u8);
            Write(_head);
            Write("\"choices\":[],"u8);
            WriteUsage(usage);
            Write("}\n\n"u8);
        }

        Write("data: [DONE]\n\n"u8);
    }

    /// <summary>Ends the answer with an error; no end mark follows, so that nobody takes it for a whole one.</summary>
    public void Fail(OpenAIError error)
    {
        var body = new ArrayBufferWriter<byte>();
        ErrorWriter.Write(body, error);
        Write("data: "u8);
        Write(body.WrittenSpan);
        Write("\n\n"u8);
    }

    public void Dispose() => _json.Dispose();

    // "id":…, to "model":…, with a comma at its end.
    private static byte[] RenderHead(AnswerIdentity identity)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, AnswerParts.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, identity.Id);
            writer.WriteString("object"u8, "chat.completion.chunk"u8);
            writer.WriteNumber("created"u8, identity.Created);
            writer.WriteString("model"u8, identity.Model);
        }

        return [.. buffer.WrittenSpan, (byte)','];
    }

    private void BeginDelta()
    {
        Write("data: "u8);
        Write(_head);
        Write("\"choices\":[{\"index\":0,\"delta\":"u8);
        _json.Reset();
        _json.WriteStartObject();
        if (!_roleTold)
        {
            _roleTold = true;
            _json.WriteString("role"u8, "assistant"u8);
        }
    }

    private void EndDelta()
    {
        _json.WriteEndObject();
        FlushJson();
        Write(_includeUsage ? ",\"finish_reason\":null}],\"usage\":null}\n\n"u8 : ",\"finish_reason\":null}]}\n\n"u8);
    }

    private void WriteUsage(UsageDetails usage)
    {
        // The writer's own braces would stand in the middle of the object that is being written.
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, AnswerParts.WriterOptions))
        {
            writer.WriteStartObject();
            AnswerParts.WriteUsage(writer, usage);
            writer.WriteEndObject();
        }

        Write(buffer.WrittenSpan[1..^1]);
    }

    private void FlushJson()
    {
        _json.Flush();
        Waiting += _json.BytesCommitted;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        Waiting += bytes.Length;
    }
}
