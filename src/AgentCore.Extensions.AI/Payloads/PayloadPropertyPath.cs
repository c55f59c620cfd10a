namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Where in the body the prompt or the messages stand, such as <c>input.prompt</c>.</summary>
internal static class PayloadPropertyPath
{
    private const int MaxLevels = 8;

    /// <summary>Gives the names from the outside in.</summary>
    /// <exception cref="ArgumentException">The path has a fault.</exception>
    public static string[] Parse(string path) => FindFault(path) is { } fault
        ? throw PayloadFault.InPropertyPath(fault)
        : path.Split('.');

    /// <summary>Says what is wrong with a path, or <see langword="null"/> where nothing is.</summary>
    public static string? FindFault(string path)
    {
        string[] names = path.Split('.');
        return names.Length > MaxLevels ? $"The property path '{path}' has {names.Length} levels; at most {MaxLevels} are possible."
            : names.Contains("") ? $"The property path '{path}' has an empty name; a right one is 'input.prompt'."
            : null;
    }
}
