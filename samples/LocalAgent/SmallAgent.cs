using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LocalAgent;

/// <summary>
/// An agent without a model: it goes by a few rules. What makes it an agent is real, though: a memory for each session,
/// a tool that it runs itself, and an answer that is streamed.
/// </summary>
/// <param name="introduction">What it says where it is asked who it is.</param>
internal sealed partial class SmallAgent(string introduction)
{
    private const string Explanation = """
        ## How I work

        1. You **ask**, and I answer *while* I think.
        2. Where it takes a tool, I run it myself, and you see `calculate` at work.
        3. What you tell me I keep for this session, and for no other.

        ```csharp
        await foreach (var update in agent.GetStreamingResponseAsync("6 x 7?"))
            Console.Write(update.Text);
        ```
        """;

    private readonly ConcurrentDictionary<string, Memory> _sessions = new();

    /// <summary>Forgets a session, as its virtual machine does when it is stopped.</summary>
    public void Forget(string session) => _sessions.TryRemove(session, out _);

    public async Task AnswerAsync(string session, Prompt prompt, ConverseStream stream)
    {
        Memory memory = _sessions.GetOrAdd(session, _ => new Memory());
        memory.Turns++;
        if ((NamePattern().Match(prompt.Question) is { Success: true } now ? now : NamePattern().Match(prompt.History)) is { Success: true } told)
        {
            memory.Name = told.Groups["name"].Value;
        }

        await stream.BeginTurnAsync();
        if (SumPattern().Match(prompt.Question) is { Success: true } sum)
        {
            await CalculateAsync(sum, prompt.Tokens, stream);
            return;
        }

        if (prompt.Asks("fail"))
        {
            await stream.TextAsync("I will try.");
            await stream.FailAsync("The agent failed in mid-answer, as it was asked to.");
            return;
        }

        if (prompt.Asks("explain"))
        {
            await stream.ReasoningAsync("The user wants an explanation. A short text in Markdown shows best what a page can do with it.");
            await stream.TextAsync(Explanation);
            await stream.EndTurnAsync("end_turn", prompt.Tokens, Tokens(Explanation));
            return;
        }

        string answer = Answer(prompt, memory.Name, memory.Turns + prompt.EarlierTurns);
        await stream.TextAsync(answer);
        await stream.EndTurnAsync("end_turn", prompt.Tokens, Tokens(answer));
    }

    private string Answer(Prompt prompt, string? name, int turns) =>
        prompt.Images.Count > 0 ? $"I was sent an image: {string.Join(", ", prompt.Images)}."
        : prompt.Asks("who are you") ? $"I am {introduction}."
        : !prompt.Asks("name") ? $"This is turn {turns} of our session. I know names and sums: try \"What is 12 + 30?\"."
        : name is null ? "You have not told me your name in this session."
        : prompt.Question.Contains('?', StringComparison.Ordinal) ? $"Your name is {name}; you told me in this session, {turns} turns long by now."
        : $"Hello {name}, I will remember your name in this session.";

    private static async Task CalculateAsync(Match sum, int inputTokens, ConverseStream stream)
    {
        decimal left = decimal.Parse(sum.Groups["left"].Value, CultureInfo.InvariantCulture);
        decimal right = decimal.Parse(sum.Groups["right"].Value, CultureInfo.InvariantCulture);
        string operation = sum.Groups["operation"].Value;

        const string CallId = "tooluse_1";
        await stream.TextAsync("Let me calculate.");
        await stream.ToolCallAsync(CallId, "calculate", new { expression = $"{left} {operation} {right}" });
        await stream.EndTurnAsync("tool_use", inputTokens, 3);

        string result = Calculate(left, operation, right);
        await stream.ToolResultAsync(CallId, result);

        await stream.BeginTurnAsync();
        string answer = $"{left} {operation} {right} is {result}.";
        await stream.TextAsync(answer);
        await stream.EndTurnAsync("end_turn", inputTokens + 5, Tokens(answer));
    }

    private static string Calculate(decimal left, string operation, decimal right) => operation switch
    {
        "+" => (left + right).ToString(CultureInfo.InvariantCulture),
        "-" => (left - right).ToString(CultureInfo.InvariantCulture),
        "/" => right == 0 ? "not defined" : (left / right).ToString(CultureInfo.InvariantCulture),
        _ => (left * right).ToString(CultureInfo.InvariantCulture),
    };

    // Words stand in for tokens.
    private static int Tokens(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"(?<left>\d{1,9})\s*(?<operation>[-+x*/])\s*(?<right>\d{1,9})", RegexOptions.CultureInvariant)]
    private static partial Regex SumPattern();

    [GeneratedRegex(@"my name is (?<name>[\p{L}-]{1,40})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    private sealed class Memory
    {
        public string? Name { get; set; }

        public int Turns { get; set; }
    }
}
