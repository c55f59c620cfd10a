using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>Reads one part of a message: text, or media that the request itself brings. Nothing is fetched.</summary>
internal static class PartReader
{
    public static AIContent Read(JsonField field, ChatRole role, OpenAIChatModel model, IgnoredParameters ignored)
    {
        JsonField type = field.Need("type");
        string name = type.Text();
        ignored.AddOthers(field, "messages[].content[]", "type", name);
        return name switch
        {
            "text" => new TextContent(field.Need("text").Text()),
            "refusal" when role == ChatRole.Assistant => new TextContent(field.Need("refusal").Text()),
            "image_url" or "input_audio" or "file" when role != ChatRole.User => throw type.Fault($"can't be '{name}' here: only messages of the user's have media."),
            "image_url" => ReadImage(field.Need("image_url"), model, ignored),
            "input_audio" => ReadAudio(field.Need("input_audio")),
            "file" => ReadFile(field.Need("file")),
            _ => throw type.Fault("has to be 'text', 'image_url', 'input_audio' or 'file'."),
        };
    }

    /// <summary>Reads a part that can be text only.</summary>
    public static string ReadText(JsonField field, IgnoredParameters ignored)
    {
        JsonField type = field.Need("type");
        ignored.AddOthers(field, "messages[].content[]", "type", "text");
        return type.Text() == "text" ? field.Need("text").Text() : throw type.Fault("has to be 'text' here.");
    }

    private static AIContent ReadImage(JsonField field, OpenAIChatModel model, IgnoredParameters ignored)
    {
        JsonField? detail = null;
        JsonField url = field;
        if (field.Kind == JsonValueKind.Object)
        {
            url = field.Need("url");
            detail = field.Find("detail");
        }

        AIContent image = S3Address.TryRead(url, model.AllowedS3Prefixes) ?? (AIContent)ReadImageData(url);
        if (detail?.Text(1, 16) is { } words)
        {
            if (model.AcceptsModelSettings)
            {
                (image.AdditionalProperties ??= [])["detail"] = words;
            }
            else if (words != "auto")
            {
                ignored.Add("messages[].content[].image_url.detail");
            }
        }

        return image;
    }

    private static DataContent ReadImageData(JsonField url)
    {
        DataContent image = DataUrl.Read(url, "An image has to come with the request, as 'data:image/png;base64,…': nothing is fetched.");
        return image.HasTopLevelMediaType("image") ? image : throw url.Fault("is no image: its media type has to begin with 'image/'.");
    }

    private static DataContent ReadAudio(JsonField field)
    {
        JsonField format = field.Need("format");
        string name = format.Text(1, 16);
        string mediaType = name == "mp3" ? "audio/mpeg" : $"audio/{name}";
        return MediaTypeHeaderValue.TryParse(mediaType, out _) && !name.Contains('/')
            ? new DataContent(DataUrl.Decode(field.Need("data")), mediaType)
            : throw format.Fault("has to be a format of audio, such as 'wav' or 'mp3'.");
    }

    private static DataContent ReadFile(JsonField field)
    {
        if (field.Find("file_id") is { } id)
        {
            throw id.Fault("names a stored file, and there are none here: send 'file_data' instead.", "unsupported_parameter");
        }

        DataContent file = DataUrl.Read(field.Need("file_data"), "A file has to come with the request, as 'data:application/pdf;base64,…': nothing is fetched.");
        file.Name = field.Find("filename")?.Text(1, 255);
        return file;
    }
}
