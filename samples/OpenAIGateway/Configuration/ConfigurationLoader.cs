using OpenAIGateway.Configuration.LiteLLM;

namespace OpenAIGateway.Configuration;

/// <summary>Reads appsettings.json, the file that the command line names, and the environment, which has the last word.</summary>
internal sealed class ConfigurationLoader
{
    private readonly List<string> _notes = [];

    /// <summary>Gets where each key was written.</summary>
    public ConfigurationPlaces Places { get; } = new();

    /// <summary>Gets what was read but has no effect, to tell the operator.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Notes the places of the files that the host reads by itself. To be called before it does: it says less of a bad one.</summary>
    /// <exception cref="ConfigurationException">One of them can't be read.</exception>
    public void CheckApplicationSettings(string folder, string environment)
    {
        foreach (string file in (string[])["appsettings.json", $"appsettings.{environment}.json"])
        {
            string path = Path.Combine(folder, file);
            if (File.Exists(path))
            {
                JsonFile.AddPlaces(File.ReadAllBytes(path), file, Places);
            }
        }
    }

    /// <summary>Adds the file that the command line names: LiteLLM's where it is YAML, else one in the shape of appsettings.json.</summary>
    /// <exception cref="ConfigurationException">It can't be read.</exception>
    public void AddFile(IConfigurationBuilder configuration, string path)
    {
        byte[] content = Read(path);
        if (Path.GetExtension(path).ToUpperInvariant() is ".YAML" or ".YML")
        {
            using StreamReader reader = new(new MemoryStream(content));
            (IReadOnlyDictionary<string, string?> values, IReadOnlyList<string> notes) = LiteLLMFile.Read(reader.ReadToEnd(), path, Places);
            configuration.AddInMemoryCollection(values);
            _notes.AddRange(notes);
        }
        else
        {
            JsonFile.AddPlaces(content, path, Places);
            configuration.AddJsonStream(new MemoryStream(content));
        }

        configuration.AddEnvironmentVariables();
    }

    /// <summary>Reads the settings and checks all that can be checked without an agent's client.</summary>
    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public GatewaySettings ReadSettings(IConfiguration configuration) =>
        new SettingsReader(Places).Read<GatewaySettings>(configuration.GetSection(GatewaySettings.Section));

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(
                new Place("the command line", null, "--config"), $"The file '{path}' can't be read.", "Name a file that is there and that this user may read.");
        }
    }
}
