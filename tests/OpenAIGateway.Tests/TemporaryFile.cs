namespace OpenAIGateway.Tests;

/// <summary>A file with a text, for the time of a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(string name, string text)
    {
        Folder = Directory.CreateTempSubdirectory("gateway").FullName;
        Path = System.IO.Path.Combine(Folder, name);
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    private string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
