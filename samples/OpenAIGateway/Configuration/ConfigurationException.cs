namespace OpenAIGateway.Configuration;

/// <summary>The configuration is no good. The message has one line a fault.</summary>
internal sealed class ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
    : Exception(string.Join(Environment.NewLine, faults.OrderBy(fault => fault.Place.Line)))
{
    public ConfigurationException(Place place, string problem, string remedy)
        : this([new ConfigurationFault(place, problem, remedy)])
    {
    }
}
