using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace AgentCore.Extensions.AI.AspNetCore.Requests;

/// <summary>The parameters of a request that its model can't take. The answer names them, so that nothing is dropped unsaid.</summary>
internal sealed class IgnoredParameters
{
    public const string Header = "x-agentcore-ignored";

    /// <summary>Names beyond this are summed up as <c>…</c>, in ASCII: a caller can send thousands.</summary>
    private const int MaxNames = 32;
    private const int MaxNameLength = 64;

    // The names are the caller's; only what is harmless in a header is repeated.
    private static readonly SearchValues<char> s_characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.[]");

    private List<string>? _names;
    private bool _more;

    public void Add(string name)
    {
        _names ??= [];
        if (name.Length is 0 or > MaxNameLength || name.AsSpan().ContainsAnyExcept(s_characters) || _names.Count >= MaxNames)
        {
            _more |= !_names.Contains(name);
        }
        else if (!_names.Contains(name))
        {
            _names.Add(name);
        }
    }

    /// <summary>Notes the members of an object that nothing reads.</summary>
    public void AddOthers(JsonField field, string path, params ReadOnlySpan<string> known)
    {
        foreach (JsonField member in field.Members())
        {
            if (!member.IsOff && !known.Contains(member.Name))
            {
                Add($"{path}.{member.Name}");
            }
        }
    }

    public void Tell(HttpResponse response)
    {
        if (_names is not null)
        {
            response.Headers[Header] = _more ? string.Join(", ", _names.Append("...")) : string.Join(", ", _names);
        }
    }
}
