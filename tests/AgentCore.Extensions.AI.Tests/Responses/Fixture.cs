using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AgentCore.Extensions.AI.Tests.Responses;

/// <summary>
/// A recorded answer and what a caller gets from it: <c>NAME.http</c> (status line, headers, blank line, body) and <c>NAME.json</c>
/// (<c>source</c>, <c>notes</c>, <c>expected</c>).
/// </summary>
/// <remarks>
/// To see how an agent of yours is read, put such a pair into <c>Fixtures</c>, or into a folder that the environment variable
/// <c>AGENTCORE_FIXTURES</c> names, and run the tests.
/// </remarks>
internal sealed class Fixture
{
    private Fixture(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        byte[] recorded = File.ReadAllBytes(path);
        (int headEnd, int bodyStart) = FindBody(recorded);
        string[] head = Encoding.Latin1.GetString(recorded, 0, headEnd).Split('\n', StringSplitOptions.TrimEntries);
        StatusLine = head[0];
        Headers = [.. head.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(':', 2)).Select(parts => (parts[0], parts[1].Trim()))];
        Body = recorded[bodyStart..];
        JsonNode description = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(path, ".json")))!;
        Expected = description["expected"] as JsonObject;
        OtherTexts = [.. (description["acceptableText"] as JsonArray ?? []).Select(text => text!.GetValue<string>())];
    }

    public string Name { get; }

    public string StatusLine { get; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    public byte[] Body { get; }

    /// <summary>Gets what a caller gets; <see langword="null"/> for a recording that is no answer to an invocation.</summary>
    public JsonObject? Expected { get; }

    /// <summary>Gets texts that are as good as the expected one.</summary>
    public IReadOnlyList<string> OtherTexts { get; }

    public HttpStatusCode Status => (HttpStatusCode)int.Parse(StatusLine.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public string? ContentType => Header("Content-Type");

    /// <summary>Gets whether the answer is the service's own, which only a signed call gets.</summary>
    public bool IsOfService => Header("x-amzn-ErrorType") is not null;

    /// <summary>All pairs of the project's folder, and of the one that the environment names.</summary>
    public static IReadOnlyList<Fixture> All { get; } = [.. Folders().SelectMany(folder => Directory.GetFiles(folder, "*.http")).Order(StringComparer.Ordinal).Select(path => new Fixture(path)).Where(IsInvocation)];

    public static Fixture Named(string name) => All.Single(fixture => fixture.Name == name);

    public string? Header(string name) =>
        Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value).FirstOrDefault();

    public override string ToString() => Name;

    // The tests run from where they were built; the fixtures are copied there.
    private static IEnumerable<string> Folders()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "Responses", "Fixtures");
        if (Environment.GetEnvironmentVariable("AGENTCORE_FIXTURES") is { Length: > 0 } others)
        {
            yield return others;
        }
    }

    private static bool IsInvocation(Fixture fixture) => fixture.Expected?["text"] is not null && fixture.StatusLine.StartsWith("HTTP/", StringComparison.Ordinal);

    private static (int HeadEnd, int BodyStart) FindBody(ReadOnlySpan<byte> recorded)
    {
        int withReturns = recorded.IndexOf("\r\n\r\n"u8);
        int without = recorded.IndexOf("\n\n"u8);
        return withReturns >= 0 && (without < 0 || withReturns < without) ? (withReturns, withReturns + 4)
            : without >= 0 ? (without, without + 2)
            : (recorded.Length, recorded.Length);
    }
}
