using System.Globalization;
using System.Text.Json;

namespace OpenAIGateway.Configuration;

/// <summary>
/// Reads where the keys of a JSON file are. Their values are read by the framework's own provider, which tells no lines.
/// </summary>
internal static class JsonFile
{
    /// <exception cref="ConfigurationException">The file is no JSON object, or has a key twice.</exception>
    public static void AddPlaces(byte[] json, string file, ConfigurationPlaces places)
    {
        ReadOnlySpan<byte> text = json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsSpan(3) : json;
        Utf8JsonReader reader = new(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Reading reading = new(file, places);
        try
        {
            long counted = 0;
            while (reader.Read())
            {
                reading.Line += text[(int)counted..(int)reader.TokenStartIndex].Count((byte)'\n');
                counted = reader.TokenStartIndex;
                reading.Take(ref reader);
            }
        }
        catch (JsonException exception)
        {
            throw new ConfigurationException(
                new Place(file, (int)(exception.LineNumber ?? 0) + 1, "the JSON itself"),
                $"The text can't be read as JSON from character {(exception.BytePositionInLine ?? 0) + 1} of this line on.",
                "Look for a comma, a quotation mark or a bracket that is missing or too many, here or in the line before.");
        }
    }

    private sealed class Reading(string file, ConfigurationPlaces places)
    {
        private readonly Stack<Level> _levels = new();
        private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

        public int Line { get; set; } = 1;

        public void Take(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _levels.Peek().Name = reader.GetString()!;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    string path = Begin();
                    _levels.Push(new Level(path, reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _levels.Pop();
                    break;
                default:
                    Begin();
                    break;
            }
        }

        /// <summary>Notes the value that begins here, and gives its key.</summary>
        private string Begin()
        {
            if (!_levels.TryPeek(out Level? level))
            {
                return "";
            }

            string name = level.IsArray ? (level.Count++).ToString(CultureInfo.InvariantCulture) : level.Name;
            string key = level.Path.Length == 0 ? name : ConfigurationPath.Combine(level.Path, name);
            Place place = new(file, Line, key);
            if (!_seen.Add(key))
            {
                throw new ConfigurationException(place, "The key is here twice.", "Keep one of them; upper and lower case make no difference.");
            }

            places.Add(key, place);
            return key;
        }
    }

    private sealed class Level(string path, bool isArray)
    {
        public string Path => path;

        public bool IsArray => isArray;

        public string Name { get; set; } = "";

        public int Count { get; set; }
    }
}
