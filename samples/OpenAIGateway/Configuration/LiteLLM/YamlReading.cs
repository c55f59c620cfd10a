using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpenAIGateway.Configuration.LiteLLM;

/// <summary>What has been read of a file so far: values under our own keys, their places, faults, and notes.</summary>
internal sealed class YamlReading(string file, ConfigurationPlaces places)
{
    private const string EnvironmentPrefix = "os.environ/";

    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, string?> Values => _values;

    public IReadOnlyList<string> Notes => _notes;

    public static IEnumerable<(string Key, YamlNode Value)> Members(YamlMappingNode mapping) =>
        mapping.Children.Select(member => (member.Key is YamlScalarNode { Value: { } name } ? name : member.Key.ToString(), member.Value));

    /// <summary>Sets one of our own keys.</summary>
    public void Set(string key, string value, YamlNode node, string path)
    {
        _values[key] = value;
        SetPlace(key, node, path);
    }

    /// <summary>Says where what belongs to one of our own keys is written.</summary>
    public void SetPlace(string key, YamlNode node, string path) => places.Add(key, Place(node, path));

    /// <summary>Reads a text, or the environment variable that <c>os.environ/NAME</c> names; <see langword="null"/> where there is none.</summary>
    public string? Text(YamlNode node, string path)
    {
        if (node is not YamlScalarNode scalar)
        {
            Fault(node, path, "Here a text is needed, not a section.", "Write it behind the colon.");
            return null;
        }

        if (string.IsNullOrEmpty(scalar.Value) || (scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null" or "Null" or "NULL"))
        {
            return null;
        }

        if (!scalar.Value.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
        {
            return scalar.Value;
        }

        string name = scalar.Value[EnvironmentPrefix.Length..];
        string? value = Environment.GetEnvironmentVariable(name);
        if (string.IsNullOrEmpty(value))
        {
            Fault(node, path, $"The environment variable {name} is not set.", "Set it where you start the gateway.");
            return null;
        }

        return value;
    }

    public void Fault(YamlNode? node, string path, string problem, string remedy) =>
        _faults.Add(new ConfigurationFault(Place(node, path), problem, remedy));

    /// <summary>Notes that something has no effect here.</summary>
    public void Note(YamlNode node, string path) => Warn(node, path, "It has no effect here.");

    public void Warn(YamlNode node, string path, string text) => _notes.Add($"{Place(node, path)}: {text}");

    /// <exception cref="ConfigurationException">There were faults.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(_faults);
        }
    }

    private Place Place(YamlNode? node, string path) => new(file, node is null ? null : (int)node.Start.Line, path);
}
