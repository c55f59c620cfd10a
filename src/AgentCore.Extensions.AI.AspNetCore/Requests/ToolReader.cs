using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads the tools that the caller offers to run, for models that take them.</summary>
internal static class ToolReader
{
    private const int MaxTools = 128;
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private static readonly JsonElement s_noParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public static void Read(JsonField field, OpenAIChatModel model, ChatRequest request)
    {
        if (!model.AcceptsClientTools)
        {
            RefuseIfRequired(field);
            request.Ignored.Add(field.Name);
            return;
        }

        switch (field.Name)
        {
            case "tools":
                request.Options.Tools = [.. field.Items(MaxTools).Select(tool => ReadTool(tool, request))];
                break;
            case "tool_choice":
                request.Options.ToolMode = ReadChoice(field);
                break;
            default:
                request.Options.AllowMultipleToolCalls = field.Bool();
                break;
        }
    }

    /// <summary>Checks what only all of the parameters together show.</summary>
    public static void Check(JsonField root, ChatRequest request)
    {
        if (request.Options.ToolMode is not RequiredChatToolMode required)
        {
            return;
        }

        JsonField choice = root.Need("tool_choice");
        if (request.ToolNames.Count == 0)
        {
            throw choice.Fault("requires a tool, but 'tools' has none.");
        }

        if (required.RequiredFunctionName is { } name && !request.ToolNames.Contains(name))
        {
            throw choice.Fault("names a function that is not in 'tools'.");
        }
    }

    // An answer without the tool would look right and be wrong.
    private static void RefuseIfRequired(JsonField field)
    {
        bool isRequired = field.Name == "tool_choice" && (field.Kind != JsonValueKind.String || field.Text() is not ("auto" or "none"));
        if (isRequired)
        {
            throw field.Fault("can't require a tool: the agent runs its own tools, and takes none from callers.", "unsupported_parameter");
        }
    }

    private static AIFunctionDeclaration ReadTool(JsonField field, ChatRequest request)
    {
        JsonField type = field.Need("type");
        if (type.Text() != "function")
        {
            throw type.Fault("has to be 'function'.");
        }

        JsonField function = field.Need("function");
        string name = ReadName(function.Need("name"));
        if (!request.ToolNames.Add(name))
        {
            throw function.Need("name").Fault("is the name of two tools.");
        }

        request.Ignored.AddOthers(field, "tools[]", "type", "function");
        request.Ignored.AddOthers(function, "tools[].function", "name", "description", "parameters");
        JsonField? parameters = function.Find("parameters");
        if (parameters is not null && parameters.Kind != JsonValueKind.Object)
        {
            throw parameters.Wrong("a JSON schema, which is an object");
        }

        return AIFunctionFactory.CreateDeclaration(name, function.Find("description")?.Text(), parameters?.Value.Clone() ?? s_noParameters);
    }

    private static string ReadName(JsonField field)
    {
        string name = field.Text(1, MaxNameLength);
        return name.AsSpan().ContainsAnyExcept(s_nameCharacters) ? throw field.Fault("may have letters, digits, '_' and '-' only.") : name;
    }

    private static ChatToolMode ReadChoice(JsonField field)
    {
        if (field.Kind == JsonValueKind.Object && field.Find("type")?.Text() == "function")
        {
            return ChatToolMode.RequireSpecific(ReadName(field.Need("function").Need("name")));
        }

        return (field.Kind == JsonValueKind.String ? field.Text() : "") switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "required" => ChatToolMode.RequireAny,
            _ => throw field.Fault("has to be 'auto', 'none', 'required' or {\"type\":\"function\",\"function\":{\"name\":…}}."),
        };
    }
}
