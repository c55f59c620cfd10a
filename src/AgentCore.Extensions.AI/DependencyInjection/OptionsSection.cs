using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using AgentCore.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>
/// Looks through a configuration section for what the options have no place for. The binder passes over a list where one value belongs,
/// or one value where options belong, and tells unknown keys without their path.
/// </summary>
internal static class OptionsSection
{
    /// <summary>Finds all faults, each a sentence that names the key by its path.</summary>
    public static List<string> FindFaults(IConfigurationSection section)
    {
        List<string> faults = [];
        Check(section, typeof(AgentCoreChatClientOptions), faults);
        return faults;
    }

    private static void Check(
        IConfigurationSection section, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type, List<string> faults)
    {
        PropertyInfo[] properties = type.GetProperties();
        foreach (IConfigurationSection child in section.GetChildren())
        {
            PropertyInfo? property = Array.Find(properties, property => property.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                faults.Add($"There is no option '{child.Path}'. There are {string.Join(", ", properties.Where(IsConfigurable).Select(known => known.Name))}.");
            }
            else if (!IsConfigurable(property))
            {
                faults.Add($"'{child.Path}' is set in code: configuration can't hold it.");
            }
            else if (FindParts(property.PropertyType) is { } parts)
            {
                CheckParts(child, parts, faults);
            }
            else if (child.GetChildren().Any())
            {
                faults.Add($"'{child.Path}' has to be one value, not an object or a list.");
            }
        }
    }

    private static void CheckParts(IConfigurationSection section, OptionsType parts, List<string> faults)
    {
        if (string.IsNullOrEmpty(section.Value))
        {
            Check(section, parts.Type, faults);
        }
        else
        {
            faults.Add($"'{section.Path}' has to be an object with options of its own, not one value.");
        }
    }

    private static bool IsConfigurable(PropertyInfo property) =>
        property.PropertyType == typeof(string) || property.PropertyType.IsValueType || FindParts(property.PropertyType) is not null;

    private static OptionsType? FindParts(Type type) =>
        type == typeof(AgentCoreCredentialOptions) ? new(typeof(AgentCoreCredentialOptions))
        : type == typeof(AgentCorePayloadOptions) ? new(typeof(AgentCorePayloadOptions))
        : type == typeof(AgentCoreResponseLimits) ? new(typeof(AgentCoreResponseLimits))
        : type == typeof(AgentCoreRetryOptions) ? new(typeof(AgentCoreRetryOptions))
        : null;

    /// <summary>A type whose properties are kept when an application is trimmed.</summary>
    private sealed class OptionsType([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type type)
    {
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)]
        public Type Type { get; } = type;
    }
}
