using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads the body of a chat completion. Every fault names its parameter.</summary>
internal static class ChatRequestReader
{
    private const int MaxUserLength = 512;
    private const int MaxSessionIdLength = 512;

    public static string ReadModelId(JsonField root) => root.Need("model").Text(1, OpenAIChatModel.MaxIdLength);

    public static ChatRequest Read(JsonField root, OpenAIChatModel model, int maxMessages)
    {
        ChatRequest request = new();
        JsonField? messages = null;
        string? user = null;
        foreach (JsonField field in root.Members())
        {
            switch (field.Name)
            {
                case "model":
                    break;
                case "messages":
                    messages = field;
                    break;
                case "stream":
                    request.Stream = field.Bool();
                    break;
                case "stream_options":
                    request.IncludeUsage = field.Find("include_usage")?.Bool() ?? false;
                    break;
                case "n":
                    ReadCount(field);
                    break;
                case "user":
                    user = field.Text(0, MaxUserLength);
                    break;
                case "safety_identifier":
                    request.EndUser = field.Text(0, MaxUserLength);
                    break;
                case "runtimeSessionId":
                    request.SessionId = field.Text(1, MaxSessionIdLength);
                    break;
                case "qualifier":
                    request.Qualifier = field.Text(1, 256);
                    break;
                case "runtimeUserId":
                    request.RuntimeUserId = field.Text(1, 1024);
                    break;
                case "response_format":
                    request.Options.ResponseFormat = ResponseFormatReader.Read(field, model, request);
                    break;
                case "tools":
                case "tool_choice":
                case "parallel_tool_calls":
                    ToolReader.Read(field, model, request);
                    break;
                default:
                    ReadSetting(field, model, request);
                    break;
            }
        }

        Identify(request, user, model);
        request.Messages = MessageReader.Read(messages ?? throw root.Missing("messages"), model, maxMessages, request.Ignored);
        ToolReader.Check(root, request);
        return request;
    }

    private static void ReadCount(JsonField field)
    {
        if (field.Kind != JsonValueKind.Number || !field.Value.TryGetInt32(out int count) || count != 1)
        {
            throw field.Fault("has to be 1: the agent gives one answer. Make several requests for more.");
        }
    }

    private static void ReadSetting(JsonField field, OpenAIChatModel model, ChatRequest request)
    {
        // Checked even where it goes nowhere: a typing error should not wait for another model to be found.
        bool isCarried = ModelSettingsReader.TryRead(field, model.AcceptsModelSettings ? request.Options : new ChatOptions()) && model.AcceptsModelSettings;
        if (!isCarried && !field.IsOff)
        {
            request.Ignored.Add(field.Name);
        }
    }

    // The end user owns the session; where the model can take a name for them, it is told under the keys of OpenAI's API.
    private static void Identify(ChatRequest request, string? user, OpenAIChatModel model)
    {
        if (model.AcceptsModelSettings)
        {
            if (user is not null)
            {
                (request.Options.AdditionalProperties ??= [])["user"] = user;
            }

            if (request.EndUser is not null)
            {
                (request.Options.AdditionalProperties ??= [])["safety_identifier"] = request.EndUser;
            }
        }

        request.EndUser ??= user;
    }
}
