using System.Buffers;
using System.Text;
using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Answers;

/// <summary>Keeps an answer until it is whole, and writes it as one JSON object.</summary>
internal sealed class WholeAnswer : IAnswerSink
{
    private readonly Words _text = new();
    private readonly Words _reasoning = new();
    private readonly Words _refusal = new();
    private List<FunctionCallContent>? _toolCalls;
    private List<string>? _images;

    public void Text(string text) => _text.Add(text);

    public void Reasoning(string text) => _reasoning.Add(text);

    public void Refusal(string text) => _refusal.Add(text);

    public void Image(string url) => (_images ??= []).Add(url);

    public void ToolCall(FunctionCallContent call) => (_toolCalls ??= []).Add(call);

    public async Task WriteAsync(HttpResponse response, AnswerIdentity identity, string finishReason, UsageDetails? usage)
    {
        var body = new ArrayBufferWriter<byte>(1024);
        Write(body, identity, finishReason, usage);
        response.ContentType = "application/json";
        response.ContentLength = body.WrittenCount;
        await response.BodyWriter.WriteAsync(body.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
    }

    private void Write(IBufferWriter<byte> output, AnswerIdentity identity, string finishReason, UsageDetails? usage)
    {
        using var writer = new Utf8JsonWriter(output, AnswerParts.WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("id"u8, identity.Id);
        writer.WriteString("object"u8, "chat.completion"u8);
        writer.WriteNumber("created"u8, identity.Created);
        writer.WriteString("model"u8, identity.Model);
        writer.WriteStartArray("choices"u8);
        writer.WriteStartObject();
        writer.WriteNumber("index"u8, 0);
        WriteMessage(writer);
        writer.WriteNull("logprobs"u8);
        writer.WriteString("finish_reason"u8, finishReason);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (usage is not null)
        {
            AnswerParts.WriteUsage(writer, usage);
        }

        writer.WriteEndObject();
    }

    private void WriteMessage(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("message"u8);
        writer.WriteString("role"u8, "assistant"u8);

        // Null where a call or a refusal stands in its place, as OpenAI does; else an empty answer is an empty text.
        writer.WriteString("content"u8, _text.IsEmpty && (_toolCalls is not null || !_refusal.IsEmpty) ? null : _text.ToString());
        writer.WriteString("refusal"u8, _refusal.IsEmpty ? null : _refusal.ToString());
        if (!_reasoning.IsEmpty)
        {
            writer.WriteString("reasoning_content"u8, _reasoning.ToString());
        }

        if (_images is not null)
        {
            writer.WriteStartArray("images"u8);
            for (int i = 0; i < _images.Count; i++)
            {
                AnswerParts.WriteImage(writer, _images[i], i);
            }

            writer.WriteEndArray();
        }

        if (_toolCalls is not null)
        {
            writer.WriteStartArray("tool_calls"u8);
            foreach (FunctionCallContent call in _toolCalls)
            {
                AnswerParts.WriteToolCall(writer, call, index: null);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Text in pieces; many answers have one, which is not copied.</summary>
    private sealed class Words
    {
        // As much as AgentCore takes in a request; a stream has no end to wait for, and no limit.
        private const int MaxLength = 100_000_000;

        private string? _first;
        private StringBuilder? _all;

        public bool IsEmpty => _first is null;

        public void Add(string text)
        {
            if (_first is null)
            {
                _first = text;
            }
            else
            {
                (_all ??= new StringBuilder(_first)).Append(text);
                if (_all.Length > MaxLength)
                {
                    throw new AgentErrorException($"The answer is longer than {MaxLength:N0} characters.");
                }
            }
        }

        public override string ToString() => _all?.ToString() ?? _first ?? "";
    }
}
