using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads which form the answer has to have.</summary>
internal static class ResponseFormatReader
{
    public static ChatResponseFormat Read(JsonField field, OpenAIChatModel model, ChatRequest request)
    {
        JsonField type = field.Need("type");
        return type.Text() switch
        {
            "text" => ChatResponseFormat.Text,
            "json_object" => ChatResponseFormat.Json,
            "json_schema" => ReadSchema(field.Need("json_schema"), model, request),
            _ => throw type.Fault("has to be 'text', 'json_object' or 'json_schema'."),
        };
    }

    private static ChatResponseFormatJson ReadSchema(JsonField field, OpenAIChatModel model, ChatRequest request)
    {
        JsonField? schema = field.Find("schema");
        if (schema is not null && schema.Kind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
        {
            throw schema.Wrong("a JSON schema, which is an object");
        }

        if (field.Find("strict")?.Bool() ?? false)
        {
            if (model.AcceptsModelSettings)
            {
                // Where Microsoft.Extensions.AI's providers look for it.
                (request.Options.AdditionalProperties ??= [])["strict"] = true;
            }
            else
            {
                request.Ignored.Add("response_format.json_schema.strict");
            }
        }

        string name = field.Need("name").Text(1, 64);
        string? description = field.Find("description")?.Text();
        return schema is null
            ? ChatResponseFormat.Json
            : ChatResponseFormat.ForJsonSchema(schema.Value.Clone(), name, description);
    }
}
