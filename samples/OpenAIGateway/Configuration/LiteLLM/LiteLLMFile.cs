using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpenAIGateway.Configuration.LiteLLM;

/// <summary>
/// Reads the <c>config.yaml</c> of a LiteLLM Proxy into the keys of our own configuration, so that both are checked by one set of rules.
/// </summary>
internal sealed class LiteLLMFile
{
    /// <summary>The name of the key that <c>general_settings.master_key</c> gives.</summary>
    private const string MasterKeyName = "master_key";

    private static readonly string s_models = ConfigurationPath.Combine(GatewaySettings.Section, nameof(GatewaySettings.Models));
    private static readonly string s_keys = ConfigurationPath.Combine(GatewaySettings.Section, nameof(GatewaySettings.Keys));

    private readonly YamlReading _reading;

    private LiteLLMFile(string file, ConfigurationPlaces places) => _reading = new YamlReading(file, places);

    /// <summary>Reads a file.</summary>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">The file's name, to tell the operator.</param>
    /// <param name="places">Learns where each key was written.</param>
    /// <returns>The keys of our own configuration, and what in the file has no effect here.</returns>
    /// <exception cref="ConfigurationException">The file is no YAML, or asks for what the gateway doesn't do.</exception>
    public static (IReadOnlyDictionary<string, string?> Values, IReadOnlyList<string> Notes) Read(string yaml, string file, ConfigurationPlaces places)
    {
        LiteLLMFile reader = new(file, places);
        reader.ReadRoot(Load(yaml, file));
        reader._reading.ThrowIfAny();
        return (reader._reading.Values, reader._reading.Notes);
    }

    private static YamlNode? Load(string yaml, string file)
    {
        Parser parser = new(new StringReader(yaml));
        try
        {
            YamlStream stream = [];
            stream.Load(new MergingParser(parser));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (Exception exception) when (exception is YamlException or InvalidOperationException)
        {
            // What YamlDotNet says may quote the file, and with it a secret. It throws the second for text that ends too early.
            Mark at = (exception as YamlException)?.Start ?? parser.Current?.End ?? Mark.Empty;
            bool twice = exception.Message.StartsWith("Duplicate key", StringComparison.Ordinal);
            throw new ConfigurationException(
                new Place(file, (int)at.Line, "the YAML itself"),
                twice ? "A key is here twice." : $"The text can't be read as YAML from character {at.Column} of this line on.",
                twice ? "Keep one of them." : "Look at the indentation, and for a quotation mark or a bracket that is missing, here or in the line before.");
        }
    }

    private void ReadRoot(YamlNode? root)
    {
        if (root is not YamlMappingNode sections)
        {
            _reading.Fault(root, "", "The file has no sections.", "Give at least model_list and general_settings.master_key.");
            return;
        }

        _reading.SetPlace(s_models, sections, "model_list");
        _reading.SetPlace(s_keys, sections, "general_settings");
        foreach ((string key, YamlNode node) in YamlReading.Members(sections))
        {
            switch (key)
            {
                case "model_list":
                    new LiteLLMModels(_reading).Read(node);
                    break;
                case "general_settings":
                    ReadGeneralSettings(node);
                    break;
                case "environment_variables":
                    _reading.Fault(node, key, "The gateway sets no environment variables.", "Set them where you start it, and remove this section.");
                    break;
                case "include":
                    _reading.Fault(node, key, "The gateway reads one file.", "Move what the other files hold into this one.");
                    break;
                default:
                    _reading.Note(node, key);
                    break;
            }
        }
    }

    private void ReadGeneralSettings(YamlNode node)
    {
        if (node is not YamlMappingNode settings)
        {
            return;
        }

        foreach ((string key, YamlNode value) in YamlReading.Members(settings))
        {
            string path = $"general_settings.{key}";
            if (key != "master_key")
            {
                _reading.Note(value, path);
            }
            else if (_reading.Text(value, path) is { } masterKey)
            {
                _reading.Set(
                    ConfigurationPath.Combine(s_keys, MasterKeyName, nameof(KeySettings.Sha256)),
                    KeySettings.Hash(masterKey), value, path);
                if (masterKey.Length < 20)
                {
                    _reading.Warn(value, path, "This key is short enough to be guessed; take one of 32 random characters, such as `openssl rand -hex 16` prints.");
                }
            }
        }
    }
}
