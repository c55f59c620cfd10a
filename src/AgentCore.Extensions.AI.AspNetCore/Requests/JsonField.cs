using System.Globalization;
using System.Text.Json;
using AgentCore.Extensions.AI.AspNetCore.Errors;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>A value in a request's body that knows where it stands, so that an error can name the parameter: <c>messages[2].content</c>.</summary>
internal sealed class JsonField
{
    private readonly JsonField? _parent;
    private readonly string? _name;
    private readonly int _index;

    private JsonField(JsonElement value, JsonField? parent, string? name, int index)
    {
        Value = value;
        _parent = parent;
        _name = name;
        _index = index;
    }

    public JsonElement Value { get; }

    public JsonValueKind Kind => Value.ValueKind;

    /// <summary>Gets whether the value asks for nothing: null or false.</summary>
    public bool IsOff => Kind is JsonValueKind.Null or JsonValueKind.False;

    public string Name => _name ?? "";

    public string Path =>
        _parent is null ? ""
        : _name is null ? string.Create(CultureInfo.InvariantCulture, $"{_parent.Path}[{_index}]")
        : _parent._parent is null ? _name
        : $"{_parent.Path}.{_name}";

    public static JsonField Root(JsonElement value) => new(value, parent: null, name: null, 0);

    /// <summary>Gives the object's members, but for those that are null: OpenAI's API takes null for absent everywhere.</summary>
    public IEnumerable<JsonField> Members()
    {
        if (Kind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        foreach (JsonProperty property in Value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
            {
                yield return new JsonField(property.Value, this, property.Name, 0);
            }
        }
    }

    /// <summary>Gives a member, or <see langword="null"/> where there is none or it is null.</summary>
    public JsonField? Find(string name)
    {
        if (Kind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }

        return Value.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new JsonField(member, this, name, 0)
            : null;
    }

    /// <summary>Gives a member that has to be there.</summary>
    public JsonField Need(string name) => Find(name) ?? throw Missing(name);

    /// <summary>Gives the array's items.</summary>
    public IEnumerable<JsonField> Items(int max)
    {
        if (Kind != JsonValueKind.Array)
        {
            throw Wrong("an array");
        }

        if (Value.GetArrayLength() > max)
        {
            throw Fault($"has {Value.GetArrayLength():N0} items; at most {max:N0} are taken.");
        }

        int index = 0;
        foreach (JsonElement item in Value.EnumerateArray())
        {
            yield return new JsonField(item, this, name: null, index++);
        }
    }

    public string Text()
    {
        if (Kind != JsonValueKind.String)
        {
            throw Wrong("a string");
        }

        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: legal in JSON, but no text.
            throw Fault("has half a surrogate pair, which is no character.");
        }
    }

    public string Text(int minLength, int maxLength)
    {
        string text = Text();
        return text.Length >= minLength && text.Length <= maxLength
            ? text
            : throw Fault($"has {text.Length:N0} characters; it needs {minLength} to {maxLength:N0}.");
    }

    public bool Bool() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    public int Integer(int min, int max) => (int)Long(min, max);

    public long Long(long min, long max)
    {
        // 3.0 is a whole number too; 1e400 is no number that anything here could hold.
        long value = 0;
        bool isWhole = Kind == JsonValueKind.Number
            && (Value.TryGetInt64(out value) || (Value.TryGetDecimal(out decimal number) && decimal.Truncate(number) == number && TryNarrow(number, out value)));
        return isWhole && value >= min && value <= max
            ? value
            : throw Fault(max == long.MaxValue ? "has to be a whole number of 64 bits." : $"has to be a whole number from {min:N0} to {max:N0}.");
    }

    public float Number(float min, float max) =>
        Kind == JsonValueKind.Number && Value.TryGetDouble(out double value) && value >= min && value <= max
            ? (float)value
            : throw Fault(string.Create(CultureInfo.InvariantCulture, $"has to be a number from {min} to {max}."));

    /// <summary>Makes the error for a value of the wrong kind.</summary>
    public OpenAIRequestException Wrong(string needed) => Fault($"is {Describe(Kind)}; it has to be {needed}.");

    /// <summary>Makes the error for a member that is not there.</summary>
    public OpenAIRequestException Missing(string name)
    {
        string path = new JsonField(default, this, name, 0).Path;
        return new OpenAIRequestException(OpenAIError.BadRequest($"'{path}' is missing.", path, "missing_required_parameter"));
    }

    /// <summary>Makes an error; the sentence begins with the parameter's name.</summary>
    public OpenAIRequestException Fault(string whatIsWrong, string? code = "invalid_value")
    {
        string path = Path;
        return new OpenAIRequestException(OpenAIError.BadRequest(
            path.Length == 0 ? $"The body {whatIsWrong}" : $"'{path}' {whatIsWrong}", path.Length == 0 ? null : path, code));
    }

    private static bool TryNarrow(decimal number, out long value)
    {
        bool fits = number is >= long.MinValue and <= long.MaxValue;
        value = fits ? (long)number : 0;
        return fits;
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
