using System.Text.Json;
using AgentCore.Extensions.AI.Transport;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.Invocations;

/// <summary>Reads what belongs to one call from its <see cref="ChatOptions.AdditionalProperties"/>.</summary>
internal static class CallProperties
{
    private const string ParamName = "options";

    public static string? Qualifier(ChatOptions? options) =>
        Checked(options, AgentCorePropertyNames.Qualifier, RequestBounds.CheckQualifier);

    public static string? RuntimeUserId(ChatOptions? options) =>
        Checked(options, AgentCorePropertyNames.RuntimeUserId, RequestBounds.CheckRuntimeUserId);

    public static string? RuntimeSessionId(ChatOptions? options) =>
        Checked(options, AgentCorePropertyNames.RuntimeSessionId, RequestBounds.CheckSessionId);

    public static string? ConversationId(ChatOptions? options)
    {
        if (options?.ConversationId is { } id)
        {
            RequestBounds.CheckSessionId(id, $"{ParamName}.{nameof(ChatOptions.ConversationId)}");
            return id;
        }

        return null;
    }

    /// <summary>The runtime that the call names: by key, or by a model id that is a route.</summary>
    public static string? AgentRuntimeArn(ChatOptions? options) =>
        String(options, AgentCorePropertyNames.AgentRuntimeArn)
        ?? (options?.ModelId is { } model && AgentRuntimeAddress.IsRoute(model) ? model : null);

    public static AgentCoreHistory? History(ChatOptions? options) =>
        String(options, AgentCorePropertyNames.History) switch
        {
            null => null,
            "auto" => AgentCoreHistory.Auto,
            "new" => AgentCoreHistory.New,
            "full" => AgentCoreHistory.Full,
            var other => throw new ArgumentException(
                $"AdditionalProperties[\"{AgentCorePropertyNames.History}\"] is '{other}'; it can be 'auto', 'new' or 'full'.", ParamName),
        };

    public static void CopyHeaders(ChatOptions? options, IDictionary<string, string> headers)
    {
        if (options?.AdditionalProperties is not { } properties)
        {
            return;
        }

        foreach (string key in properties.Keys)
        {
            if (key.StartsWith(AgentCorePropertyNames.HeaderPrefix, StringComparison.OrdinalIgnoreCase)
                && String(options, key) is { } value)
            {
                string name = key[AgentCorePropertyNames.HeaderPrefix.Length..];
                RequestBounds.CheckHeader(name, value, $"{ParamName}.AdditionalProperties[\"{key}\"]");
                headers[name] = value;
            }
        }
    }

    private static string? Checked(ChatOptions? options, string key, Action<string, string> check)
    {
        if (String(options, key) is { } value)
        {
            check(value, $"{ParamName}.AdditionalProperties[\"{key}\"]");
            return value;
        }

        return null;
    }

    private static string? String(ChatOptions? options, string key)
    {
        if (options?.AdditionalProperties is not { } properties || !properties.TryGetValue(key, out object? value))
        {
            return null;
        }

        return value switch
        {
            null => null,
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            JsonElement { ValueKind: JsonValueKind.Null } => null,
            JsonElement element => throw WrongType(key, $"a JSON {element.ValueKind}"),
            _ => throw WrongType(key, $"a {value.GetType()}"),
        };
    }

    private static ArgumentException WrongType(string key, string found) =>
        new($"AdditionalProperties[\"{key}\"] is {found}; it has to be a string.", ParamName);
}
