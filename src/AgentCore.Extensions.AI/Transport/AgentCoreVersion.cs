using System.Reflection;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>This library's version, as it stands in the user agent.</summary>
internal static class AgentCoreVersion
{
    public static string Value { get; } =
        typeof(AgentCoreVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
