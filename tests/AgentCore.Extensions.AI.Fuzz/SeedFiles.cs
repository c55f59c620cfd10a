namespace AgentCore.Extensions.AI.Fuzz;

/// <summary>The seeds beside the program, and those of a folder that the environment variable <c>AGENTCORE_FIXTURES</c> names, which need not be shared.</summary>
internal static class SeedFiles
{
    public static IEnumerable<byte[]> Read(string kind)
    {
        IEnumerable<string> files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Seeds", kind));
        if (kind == "Responses" && Environment.GetEnvironmentVariable("AGENTCORE_FIXTURES") is { Length: > 0 } others)
        {
            files = files.Concat(Directory.GetFiles(others, "*.http"));
        }

        return files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
    }
}
