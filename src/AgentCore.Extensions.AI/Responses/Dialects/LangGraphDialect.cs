using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Responses.Dialects;

/// <summary>LangGraph's stream modes: chunks beside their metadata, what each node added, whole states, several modes at once, and LangChain's events.</summary>
internal sealed class LangGraphDialect : IDialect
{
    public bool TryRead(AgentEvent e, AnswerAssembler answer)
    {
        if (e.Root.ValueKind == JsonValueKind.Array)
        {
            return TryReadTuple(e, answer);
        }

        if (!e.IsObject)
        {
            return false;
        }

        if (LangChainMessages.Find(e.Root, out JsonElement fields) is { } kind)
        {
            ReadMessage(e.Root, fields, kind, answer);
            return true;
        }

        return TryReadEvent(e, answer) || (!e.IsBody && TryReadUpdates(e, answer));
    }

    // [chunk, metadata], [mode, payload] or [namespace, mode, payload].
    private static bool TryReadTuple(AgentEvent e, AnswerAssembler answer)
    {
        int length = e.Root.GetArrayLength();
        if (length is < 2 or > 3)
        {
            return false;
        }

        JsonElement last = e.Root[length - 1];
        JsonElement mode = e.Root[length - 2];
        if (length == 2 && LangChainMessages.Find(mode, out JsonElement fields) is { } kind && last.ValueKind == JsonValueKind.Object
            && LangChainMessages.Find(last, out _) is null)
        {
            ReadMessage(mode, fields, kind, answer);
            return true;
        }

        if (mode.ValueKind != JsonValueKind.String || JsonText.Read(mode) is not ("messages" or "updates" or "values" or "custom" or "debug" or "tasks" or "checkpoints"))
        {
            return false;
        }

        answer.Understood();
        if (JsonText.Read(mode) is "messages" or "updates" or "values" or "custom")
        {
            DialectList.TryReadInner(e, last, answer);
        }

        return true;
    }

    private static bool TryReadEvent(AgentEvent e, AnswerAssembler answer)
    {
        // A host that takes the event's name from its key leaves the data bare.
        string name = e.Text("event") ?? e.Name;
        if (!name.StartsWith("on_", StringComparison.Ordinal))
        {
            return e.IsObject && e.TryObject("chunk", out JsonElement alone) && LangChainMessages.Find(alone, out JsonElement chunkFields) is { } chunkKind
                && Read(alone, chunkFields, chunkKind, answer);
        }

        answer.Understood();
        JsonElement data = e.TryObject("data", out JsonElement wrapped) ? wrapped : e.Root;

        JsonElement message = name switch
        {
            "on_chat_model_stream" => JsonText.Value(data, "chunk"),
            "on_chat_model_end" or "on_tool_end" => JsonText.Value(data, "output"),
            _ => default,
        };
        if (LangChainMessages.Find(message, out JsonElement fields) is { } kind)
        {
            // What ends a model's stream is a whole message, though its class is that of a chunk.
            ReadMessage(message, fields, name == "on_chat_model_end" ? "ai" : kind, answer);
        }

        return true;
    }

    // {"node": {"messages": […]}}: what each node added to the state.
    private static bool TryReadUpdates(AgentEvent e, AnswerAssembler answer)
    {
        List<AgentMessage> messages = [];
        foreach (JsonProperty node in e.Root.EnumerateObject())
        {
            if (node.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            JsonElement added = JsonText.Value(node.Value, "messages");
            if (Messages.ReadAll(added) is { } all)
            {
                messages.AddRange(all);
            }
            else if (Messages.Read(added) is { } one)
            {
                messages.Add(one);
            }
            else
            {
                return false;
            }
        }

        messages.ForEach(message => Tell(message, answer));
        return messages.Count > 0;
    }

    private static bool Read(JsonElement message, JsonElement fields, string kind, AnswerAssembler answer)
    {
        ReadMessage(message, fields, kind, answer);
        return true;
    }

    private static void ReadMessage(JsonElement message, JsonElement fields, string kind, AnswerAssembler answer)
    {
        if (kind == "AIMessageChunk")
        {
            ReadChunk(fields, answer);
        }
        else if (LangChainMessages.Read(message) is { } whole)
        {
            Tell(whole, answer);
        }
    }

    private static void Tell(AgentMessage message, AnswerAssembler answer)
    {
        answer.EndBlocks();
        answer.Message(message);
        answer.Finish(message.Role == ChatRole.Assistant ? message.FinishReason : null);
    }

    private static void ReadChunk(JsonElement fields, AnswerAssembler answer)
    {
        answer.Understood();
        AgentMessage delta = new(ChatRole.Assistant);
        if (JsonText.TryFind(fields, "additional_kwargs", JsonValueKind.Object, out JsonElement additional))
        {
            delta.AddReasoning(JsonText.Find(additional, "reasoning_content"));
        }

        ContentBlocks.Read(JsonText.Value(fields, "content"), delta);
        JsonElement pieces = JsonText.Value(fields, "tool_call_chunks");
        bool hasPieces = pieces.ValueKind == JsonValueKind.Array && pieces.GetArrayLength() > 0;
        if (!hasPieces)
        {
            Messages.ReadToolCalls(JsonText.Value(fields, "tool_calls"), delta);
        }

        foreach (AIContent content in delta.Contents)
        {
            switch (content)
            {
                case TextContent text:
                    answer.Text(text.Text);
                    break;
                case TextReasoningContent reasoning:
                    answer.Reasoning(reasoning.Text, reasoning.ProtectedData);
                    break;
                case FunctionCallContent call when !hasPieces && call.Name.Length > 0:
                    answer.ToolCall(call);
                    break;
            }
        }

        if (hasPieces)
        {
            ReadPieces(pieces, answer);
        }

        answer.CallUsage(JsonText.Value(fields, "usage_metadata"));
        answer.Finish(LangChainMessages.FinishReason(fields));
    }

    private static void ReadPieces(JsonElement pieces, AnswerAssembler answer)
    {
        foreach (JsonElement piece in pieces.EnumerateArray())
        {
            string block = JsonText.Value(piece, "index") is { ValueKind: JsonValueKind.Number } index ? index.GetRawText() : "";
            if (JsonText.Find(piece, "name") is { Length: > 0 } name)
            {
                answer.ContinueTool(block, JsonText.Find(piece, "id"), name);
            }

            answer.AddToolInput(block, JsonText.Find(piece, "args") ?? "");
        }
    }
}
