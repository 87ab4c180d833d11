using System.Net;

namespace Hoplite.Incidents.Reports.Html;

/// <summary>Writes elements so that no text can ever become one: names are ours, everything else is made safe and encoded here.</summary>
sealed class HtmlWriter(TextWriter target)
{
    const int LongestText = 4000;

    readonly Stack<string> _open = new();

    /// <summary>How many characters were written, roughly.</summary>
    public long Written { get; private set; }

    /// <summary>Opens an element.</summary>
    public HtmlWriter Open(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        _open.Push(tag);
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public HtmlWriter Close()
    {
        target.Write("</");
        target.Write(_open.Pop());
        target.Write(">\n");
        return this;
    }

    /// <summary>Writes text into the open element.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">How much of it is shown.</param>
    public HtmlWriter Text(string? text, int longest = LongestText)
    {
        Encoded(text, longest);
        return this;
    }

    /// <summary>Writes an element that holds only text.</summary>
    public HtmlWriter Element(string tag, string? text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        Text(text);
        target.Write("</");
        target.Write(tag);
        target.Write('>');
        return this;
    }

    /// <summary>Writes an element without content.</summary>
    public HtmlWriter Void(string tag, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start(tag, attributes);
        return this;
    }

    /// <summary>Writes lines as they are laid out; each is made safe.</summary>
    public HtmlWriter Preformatted(IEnumerable<string> lines, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Start("pre", attributes);
        foreach (var line in lines)
        {
            Text(line);
            target.Write('\n');
        }

        target.Write("</pre>\n");
        return this;
    }

    /// <summary>Writes our own style sheet.</summary>
    public HtmlWriter Style(string css)
    {
        target.Write("<style>");
        target.Write(css);
        target.Write("</style>\n");
        return this;
    }

    void Encoded(string? text, int longest)
    {
        var safe = WebUtility.HtmlEncode(SafeText.OneLine(text, longest));
        Written += safe.Length;
        target.Write(safe);
    }

    void Start(string tag, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        target.Write('<');
        target.Write(tag);
        Written += 2 * tag.Length + 5;
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            target.Write(' ');
            target.Write(name);
            target.Write("=\"");
            Encoded(value, LongestText);
            target.Write('"');
        }

        target.Write('>');
    }
}
