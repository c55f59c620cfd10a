using System.Collections;
using System.Reflection;

namespace OpenAIGateway.Configuration;

/// <summary>Binds a section to settings, and says of everything that doesn't fit where it is. The framework's binder tells only the first, and no place.</summary>
internal sealed class SettingsReader(ConfigurationPlaces places)
{
    private readonly List<ConfigurationFault> _faults = [];

    /// <exception cref="ConfigurationException">A key has no meaning, or its value doesn't fit.</exception>
    public T Read<T>(IConfigurationSection section)
        where T : new()
    {
        Check(section, typeof(T));
        if (_faults.Count > 0)
        {
            throw new ConfigurationException(_faults);
        }

        return section.Get<T>() ?? new T();
    }

    private void Check(IConfigurationSection section, Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        if (value == typeof(string) || value.IsValueType)
        {
            CheckValue(section, value);
        }
        else if (!string.IsNullOrEmpty(section.Value))
        {
            Add(section, "Here a section is needed, not a value.", $"Its keys are: {Names(value)}.");
        }
        else if (value.IsAssignableTo(typeof(IEnumerable)))
        {
            Type element = value.GetGenericArguments()[^1];
            foreach (IConfigurationSection child in section.GetChildren())
            {
                Check(child, element);
            }
        }
        else
        {
            foreach (IConfigurationSection child in section.GetChildren())
            {
                CheckProperty(child, value);
            }
        }
    }

    private void CheckProperty(IConfigurationSection section, Type owner)
    {
        PropertyInfo? property = Properties(owner).FirstOrDefault(property => property.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            Add(section, $"'{section.Key}' has no meaning here.", $"The keys that have are: {Names(owner)}.");
        }
        else
        {
            Check(section, property.PropertyType);
        }
    }

    private void CheckValue(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            Add(section, "Here a value is needed, not a section.", $"Give {Form(type)}.");
            return;
        }

        if (!Fits(section, type))
        {
            // Nothing of a type other than text can be a secret.
            Add(section, $"'{section.Value}' can't be read.", $"Give {Form(type)}.");
        }
    }

    private static bool Fits(IConfigurationSection section, Type type)
    {
        try
        {
            return section.Get(type) is not { } value || !type.IsEnum || Enum.IsDefined(type, value);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Add(IConfigurationSection section, string problem, string remedy) =>
        _faults.Add(new ConfigurationFault(places.Find(section.Path), problem, remedy));

    // What code alone can set (functions, credentials that are objects) is no key of a file.
    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => !property.PropertyType.IsAssignableTo(typeof(Delegate)) && !property.PropertyType.IsAbstract);

    private static string Names(Type type) => type.IsAssignableTo(typeof(IDictionary)) ? "names of your own"
        : type.IsAssignableTo(typeof(IEnumerable)) ? "0, 1, 2, … (a list in brackets)"
        : string.Join(", ", Properties(type).Select(property => property.Name));

    private static string Form(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:00:30"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}"
        : type == typeof(string) ? "a text"
        : "a whole number";
}
