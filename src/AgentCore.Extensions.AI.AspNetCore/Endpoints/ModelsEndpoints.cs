using System.Buffers;
using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgentCore.Extensions.AI.AspNetCore.Endpoints;

/// <summary><c>GET models</c> and <c>GET models/{id}</c>.</summary>
internal sealed class ModelsEndpoints(RequestGuard guard)
{
    public const string IdParameter = "id";

    public async Task ListAsync(HttpContext context)
    {
        if (await guard.RunAsync(context, FindAllAsync).ConfigureAwait(false) is not { } models)
        {
            return;
        }

        await WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object"u8, "list"u8);
            writer.WriteStartArray("data"u8);
            foreach (OpenAIChatModel model in models)
            {
                Write(writer, model);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }).ConfigureAwait(false);
    }

    public async Task FindAsync(HttpContext context)
    {
        if (await guard.RunAsync(context, FindOneAsync).ConfigureAwait(false) is { } model)
        {
            await WriteAsync(context, writer => Write(writer, model)).ConfigureAwait(false);
        }
    }

    private static ValueTask<IReadOnlyList<OpenAIChatModel>> FindAllAsync(HttpContext context) => Catalog(context).ListAsync(context, context.RequestAborted);

    private static async ValueTask<OpenAIChatModel> FindOneAsync(HttpContext context)
    {
        // A slash in a name may come as it is or escaped; the server leaves the latter alone.
        string id = (context.GetRouteValue(IdParameter) as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        OpenAIChatModel? model = id.Length is > 0 and <= OpenAIChatModel.MaxIdLength
            ? await Catalog(context).FindAsync(id, context, context.RequestAborted).ConfigureAwait(false)
            : null;
        return model ?? throw new OpenAIRequestException(OpenAIError.ModelNotFound());
    }

    private static IOpenAIChatModelCatalog Catalog(HttpContext context) => context.RequestServices.GetRequiredService<IOpenAIChatModelCatalog>();

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            write(writer);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter writer, OpenAIChatModel model)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, model.Id);
        writer.WriteString("object"u8, "model"u8);
        writer.WriteNumber("created"u8, model.Created.ToUnixTimeSeconds());
        writer.WriteString("owned_by"u8, model.OwnedBy);
        writer.WriteEndObject();
    }
}
