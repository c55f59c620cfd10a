using System.Collections;

namespace OpenAIGateway.Configuration;

/// <summary>Remembers in which file and line each key of the configuration was written, to tell the operator.</summary>
internal sealed class ConfigurationPlaces
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes where a key was written; a later file wins, as its value does.</summary>
    public void Add(string key, Place place) => _places[key] = place;

    /// <summary>Finds where a key was written, or else the section that it would stand in.</summary>
    public Place Find(string key)
    {
        if (FindVariable(key) is { } variable)
        {
            return new Place("the environment", null, variable);
        }

        for (string? section = key; section is not null; section = ConfigurationPath.GetParentPath(section))
        {
            if (_places.TryGetValue(section, out Place? place))
            {
                return place;
            }
        }

        return new Place("the configuration", null, key);
    }

    // The environment has the last word over every file.
    private static string? FindVariable(string key)
    {
        string name = key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
        return Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => (string)variable.Key)
            .FirstOrDefault(variable => variable.Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
