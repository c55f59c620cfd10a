using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace OpenAIGateway.Demo;

/// <summary>
/// An agent whose tools are the caller's, without a model: it asks for the first tool that it is offered, with words of the question as arguments,
/// and tells what came back.
/// </summary>
internal sealed partial class ClientToolAgent : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ChatMessage last = messages.Last();
        FunctionResultContent[] results = [.. last.Contents.OfType<FunctionResultContent>()];
        AIFunctionDeclaration? tool = results.Length > 0 || options?.ToolMode is NoneChatToolMode ? null : Choose(options);
        if (tool is not null)
        {
            yield return Update(new FunctionCallContent($"call_{Guid.NewGuid():N}", tool.Name, Arguments(tool.JsonSchema, last.Text)));
            yield return Last(ChatFinishReason.ToolCalls, last.Text, tool.Name);
            yield break;
        }

        string answer = results.Length > 0
            ? $"Your tool says: {string.Join("; ", results.Select(result => result.Result))}"
            : "Offer me a function in 'tools', and I will ask you to call it.";
        foreach (Match word in WordPattern().Matches(answer))
        {
            yield return Update(new TextContent(word.Value));
            await Task.Delay(30, cancellationToken);
        }

        yield return Last(ChatFinishReason.Stop, last.Text, answer);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static AIFunctionDeclaration? Choose(ChatOptions? options)
    {
        IEnumerable<AIFunctionDeclaration> tools = options?.Tools?.OfType<AIFunctionDeclaration>() ?? [];
        return options?.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } name } ? tools.First(tool => tool.Name == name) : tools.FirstOrDefault();
    }

    private static Dictionary<string, object?> Arguments(JsonElement schema, string question)
    {
        Dictionary<string, object?> arguments = [];
        if (schema.TryGetProperty("properties", out JsonElement properties))
        {
            string? name = NamePattern().Matches(question).LastOrDefault()?.Value;
            foreach (JsonProperty property in properties.EnumerateObject())
            {
                if (property.Value.TryGetProperty("type", out JsonElement type) && type.ValueEquals("string") && !property.Value.TryGetProperty("enum", out _))
                {
                    arguments[property.Name] = name ?? question;
                }
            }
        }

        return arguments;
    }

    private static ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content]);

    private static ChatResponseUpdate Last(ChatFinishReason reason, string question, string answer)
    {
        int input = WordPattern().Count(question);
        int output = WordPattern().Count(answer);
        UsageDetails usage = new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output };
        return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { FinishReason = reason };
    }

    [GeneratedRegex(@"\S+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex WordPattern();

    // The last word with a capital: a name, in most questions.
    [GeneratedRegex(@"\b\p{Lu}[\p{L}-]*", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
