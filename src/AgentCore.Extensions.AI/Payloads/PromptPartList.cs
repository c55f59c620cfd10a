using System.Text;

namespace AgentCore.Extensions.AI.Payloads;

/// <summary>Collects a prompt's pieces; text that isn't parted by media becomes one piece.</summary>
internal sealed class PromptPartList
{
    private readonly List<PromptPart> _parts = [];
    private readonly StringBuilder _text = new();

    /// <summary>Adds text right behind the text before it.</summary>
    public void Add(string text) => _text.Append(text);

    /// <summary>Adds a separator where text stands before it; media part by themselves.</summary>
    public void Separate(string separator)
    {
        if (_text.Length > 0)
        {
            _text.Append(separator);
        }
    }

    /// <summary>Adds media.</summary>
    public void Add(ConverseMedia media)
    {
        EndText();
        _parts.Add(new PromptPart(null, media));
    }

    /// <summary>Gives the pieces; the list is not used afterwards.</summary>
    public List<PromptPart> ToParts()
    {
        EndText();
        return _parts;
    }

    private void EndText()
    {
        if (_text.Length > 0)
        {
            _parts.Add(new PromptPart(_text.ToString(), null));
            _text.Clear();
        }
    }
}
