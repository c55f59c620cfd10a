using System.Reflection;

namespace AgentCore.Extensions.AI.Transport;

/// <summary>This library's version.</summary>
internal static class AgentCoreVersion
{
    public static string Value { get; } =
        typeof(AgentCoreVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Gets what the library calls itself in a user agent.</summary>
    public static string UserAgent { get; } = $"AgentCore.Extensions.AI/{Value}";
}
