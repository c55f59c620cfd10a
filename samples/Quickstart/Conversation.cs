using Microsoft.Extensions.AI;

namespace Quickstart;

/// <summary>One session with the agent, on the console.</summary>
internal sealed class Conversation(IChatClient agent, string session)
{
    private readonly ChatOptions _options = new() { ConversationId = session };

    public string Session => session;

    /// <summary>Asks, and prints the answer as it comes: text as it is, everything else in brackets.</summary>
    public async Task AskAsync(string question)
    {
        Console.WriteLine();
        Console.WriteLine($"You:   {question}");
        Console.Write("Agent: ");
        UsageDetails? usage = null;
        await foreach (ChatResponseUpdate update in agent.GetStreamingResponseAsync(question, _options))
        {
            foreach (AIContent content in update.Contents)
            {
                switch (content)
                {
                    case TextContent text:
                        Console.Write(text.Text);
                        break;
                    case FunctionCallContent call:
                        Console.Write($"[the agent calls {call.Name}({string.Join(", ", call.Arguments?.Select(argument => $"{argument.Key}: {argument.Value}") ?? [])})] ");
                        break;
                    case FunctionResultContent result:
                        Console.Write($"[and gets {result.Result}] ");
                        break;
                    case UsageContent used:
                        usage = used.Details;
                        break;
                }
            }
        }

        Console.WriteLine();
        if (usage is not null)
        {
            Console.WriteLine($"       ({usage.InputTokenCount} tokens in, {usage.OutputTokenCount} out)");
        }
    }

    /// <summary>Reads the next question from the terminal; <see langword="null"/> where there is none.</summary>
    public static string? ReadQuestion()
    {
        Console.WriteLine();
        Console.Write("Your turn (an empty line ends): ");
        return Console.ReadLine() is { Length: > 0 } question ? question : null;
    }
}
