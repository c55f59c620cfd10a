using System.Text.RegularExpressions;

namespace OpenAIGateway.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Problem">What is wrong: one sentence, without a secret.</param>
/// <param name="Remedy">What to do: one sentence, or nothing where the problem says it.</param>
internal sealed partial record ConfigurationFault(Place Place, string Problem, string Remedy)
{
    /// <summary>Makes one of what a validator of options says, which begins with the option's name: <c>Qualifier: …</c>, <c>SomeOptions.MaxMessages has …</c>.</summary>
    public static ConfigurationFault OfOption(string section, string message, ConfigurationPlaces places)
    {
        string option = OptionPattern().Match(message).Groups["option"].Value.Replace(".", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal);
        return new ConfigurationFault(places.Find(ConfigurationPath.Combine(section, option)), message, "");
    }

    public override string ToString() => $"{Place}: {Problem} {Remedy}".TrimEnd();

    [GeneratedRegex(@"^(\w+Options\.)?(?<option>\w+(\.\w+)*)", RegexOptions.CultureInvariant)]
    private static partial Regex OptionPattern();
}
