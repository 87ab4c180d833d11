using System.Buffers;
using System.Text;

namespace Hoplite.Detection.Sigma;

/// <summary>
/// Reads the part of YAML in which nearly all rules are written: block maps and lists, scalars on one line, literal blocks. Whatever goes
/// beyond it, right or wrong, it leaves to <see cref="YamlDocument"/>; what it does read, it reads the same and several times as fast.
/// </summary>
sealed class SimpleYaml
{
    const int DeepestNesting = 32;

    static readonly SearchValues<char> Unusual = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7F, 0x21)).Select(code => (char)code).Except("\n\r"), '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    static readonly SearchValues<char> UnusualInKey = SearchValues.Create("\"'?:#&*!%{}[],");

    readonly string _text;
    readonly List<Line> _lines = [];
    readonly int _firstLine;
    int _at;
    int _depth;

    SimpleYaml(string text, int firstLine) => (_text, _firstLine) = (text, firstLine);

    /// <summary>The root, or null when the text must be read by the full parser.</summary>
    public static YamlNode? TryRead(string text, int firstLine)
    {
        if (text.AsSpan().ContainsAny(Unusual)) return null;
        var reader = new SimpleYaml(text, firstLine);
        reader.CutLines();
        for (var line = 1; line < reader._lines.Count; line++)
            if (reader._lines[line].Indent == 0 && reader.Content(reader._lines[line]) is var content && (content.StartsWith("---") || content.StartsWith("...")))
                return null;
        if (reader._lines.Count > 0 && reader._lines[0] is { Indent: 0 } first && reader.Content(first).StartsWith("---"))
        {
            if (!reader.Content(first).TrimEnd().SequenceEqual("---")) return null;
            reader._at = 1;
        }

        if (!reader.SkipEmpty()) return null;
        var root = reader.Block(reader._lines[reader._at].Indent);
        return root is not null && !reader.SkipEmpty() ? root : null;
    }

    void CutLines()
    {
        for (int start = 0, number = _firstLine; start < _text.Length; number++)
        {
            var end = _text.IndexOf('\n', start);
            var next = end < 0 ? _text.Length : end + 1;
            if (end < 0) end = _text.Length;
            if (end > start && _text[end - 1] == '\r') end--;
            var indent = 0;
            while (start + indent < end && _text[start + indent] == ' ') indent++;
            _lines.Add(new Line(start + indent, end, indent, number));
            start = next;
        }
    }

    ReadOnlySpan<char> Content(in Line line) => _text.AsSpan(line.Start, line.End - line.Start);

    /// <summary>Moves to the next line that is neither empty nor a comment; false at the end.</summary>
    bool SkipEmpty()
    {
        while (_at < _lines.Count && (_lines[_at].Start == _lines[_at].End || _text[_lines[_at].Start] == '#')) _at++;
        return _at < _lines.Count;
    }

    static bool IsDash(ReadOnlySpan<char> content) => content[0] == '-' && (content.Length == 1 || content[1] == ' ');

    YamlNode? Block(int indent)
    {
        if (++_depth > DeepestNesting) return null;
        var node = IsDash(Content(_lines[_at])) ? List(indent) : Map(indent);
        _depth--;
        return node;
    }

    YamlNode? List(int indent)
    {
        var list = new YamlList(_lines[_at].Number);
        while (SkipEmpty() && _lines[_at] is var line && line.Indent == indent && IsDash(Content(line)))
        {
            var start = line.Start + 1;
            while (start < line.End && _text[start] == ' ') start++;
            YamlNode? item;
            if (start == line.End || _text[start] == '#')
            {
                item = Below(indent, line.Number, mayBeList: false);
            }
            else if (KeyEnd(start, line.End) >= 0)
            {
                _lines[_at] = new Line(start, line.End, indent + start - line.Start, line.Number);
                item = Block(_lines[_at].Indent);
            }
            else
            {
                item = IsDash(_text.AsSpan(start, line.End - start)) ? null : Scalar(start, line, indent);
            }

            if (item is null) return null;
            list.Add(item);
        }

        return _at < _lines.Count && _lines[_at].Indent > indent ? null : list;
    }

    YamlNode? Map(int indent)
    {
        var map = new YamlMap(_lines[_at].Number);
        while (SkipEmpty() && _lines[_at] is var line && line.Indent == indent && !IsDash(Content(line)))
        {
            var colon = KeyEnd(line.Start, line.End);
            if (colon < 0 || Key(line.Start, colon, line.Number) is not { } key) return null;
            var start = colon + 1;
            while (start < line.End && _text[start] == ' ') start++;
            var value = start == line.End || _text[start] == '#' ? Below(indent, line.Number, mayBeList: true) : Scalar(start, line, indent);
            if (value is null || key is { Text: "<<" } || !map.Add(key, value)) return null;
        }

        return _at < _lines.Count && _lines[_at].Indent > indent ? null : map;
    }

    /// <summary>What stands on the lines below a key or dash: a block that is indented more, a list at the same place, or nothing.</summary>
    YamlNode? Below(int indent, int number, bool mayBeList)
    {
        _at++;
        if (!SkipEmpty()) return new YamlScalar("", plain: true, number);
        var next = _lines[_at];
        if (next.Indent > indent) return KeyEnd(next.Start, next.End) >= 0 || IsDash(Content(next)) ? Block(next.Indent) : null;
        return mayBeList && next.Indent == indent && IsDash(Content(next)) ? List(indent) : new YamlScalar("", plain: true, number);
    }

    /// <summary>Where the colon is that ends a key, or -1 when the text is no key.</summary>
    int KeyEnd(int start, int end)
    {
        if (_text[start] is '\'' or '"')
        {
            var close = QuoteEnd(start, end);
            return close >= 0 && close + 1 < end && _text[close + 1] == ':' && (close + 2 == end || _text[close + 2] == ' ') ? close + 1 : -1;
        }

        for (var at = start; at < end; at++)
        {
            if (_text[at] == '#' && at > start && _text[at - 1] == ' ') return -1;
            if (_text[at] == ':' && (at + 1 == end || _text[at + 1] == ' ')) return at;
        }

        return -1;
    }

    YamlScalar? Key(int start, int colon, int number)
    {
        if (_text[start] is '\'' or '"') return QuoteEnd(start, colon) is var close && Quoted(start, close) is { } text ? new YamlScalar(text, plain: false, number) : null;
        return IsPlainStart(start, colon) && _text[colon - 1] != ' ' && !_text.AsSpan(start, colon - start).ContainsAny(UnusualInKey) ? new YamlScalar(_text[start..colon], plain: true, number) : null;
    }

    /// <summary>Whether plain text may start here: with no character that means something else to YAML.</summary>
    bool IsPlainStart(int start, int end) => start < end && _text[start] switch
    {
        ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`' => false,
        '-' or '?' or ':' => start + 1 < end && _text[start + 1] != ' ',
        _ => true,
    };

    int QuoteEnd(int start, int end)
    {
        var quote = _text[start];
        for (var at = start + 1; at < end; at++)
        {
            if (_text[at] == '\\' && quote == '"') at++;
            else if (_text[at] == quote && quote == '\'' && at + 1 < end && _text[at + 1] == '\'') at++;
            else if (_text[at] == quote) return at;
        }

        return -1;
    }

    string? Quoted(int start, int close)
    {
        var inner = _text.AsSpan(start + 1, close - start - 1);
        if (_text[start] == '\'') return inner.Contains('\'') ? inner.ToString().Replace("''", "'", StringComparison.Ordinal) : inner.ToString();
        if (!inner.Contains('\\')) return inner.ToString();
        var text = new StringBuilder(inner.Length);
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] != '\\')
            {
                text.Append(inner[at]);
                continue;
            }

            if (inner[++at] is not ('\\' or '"')) return null;
            text.Append(inner[at]);
        }

        return text.ToString();
    }

    YamlScalar? Scalar(int start, in Line line, int indent)
    {
        var first = _text[start];
        _at++;
        if (first == '|') return Literal(start, line, indent);
        if (first is '\'' or '"')
        {
            var close = QuoteEnd(start, line.End);
            if (close < 0 || !IsOver(close + 1, line.End) || Quoted(start, close) is not { } quoted) return null;
            return new YamlScalar(quoted, plain: false, line.Number);
        }

        if (!IsPlainStart(start, line.End) || KeyEnd(start, line.End) >= 0) return null;
        var text = _text.AsSpan(start, line.End - start);
        var comment = text.IndexOf(" #");
        if (comment >= 0) text = text[..comment];
        var scalar = new YamlScalar(text.TrimEnd(' ').ToString(), plain: true, line.Number);
        return SkipEmpty() && _lines[_at].Indent > indent ? null : scalar;
    }

    /// <summary>Whether nothing but a comment follows.</summary>
    bool IsOver(int start, int end)
    {
        var rest = _text.AsSpan(start, end - start);
        return rest.TrimStart(' ') is var left && (left.IsEmpty || (left[0] == '#' && left.Length < rest.Length));
    }

    YamlScalar? Literal(int start, in Line header, int indent)
    {
        var mark = _text.AsSpan(start, header.End - start).TrimEnd(' ');
        if (mark is not ("|" or "|-") || _at >= _lines.Count || _lines[_at].Start == _lines[_at].End || _lines[_at].Indent <= indent) return null;
        var (margin, text, empty) = (_lines[_at].Indent, new StringBuilder(), 0);
        for (; _at < _lines.Count; _at++)
        {
            var line = _lines[_at];
            if (line.Start == line.End)
            {
                if (line.Indent > margin) return null;
                empty++;
                continue;
            }

            if (line.Indent <= indent) break;
            if (line.Indent < margin) return null;
            if (text.Length > 0) text.Append('\n', empty + 1);
            empty = 0;
            text.Append(_text.AsSpan(line.Start - (line.Indent - margin), line.End - line.Start + line.Indent - margin));
        }

        if (_at == _lines.Count && !_text.EndsWith('\n')) return null;
        return new YamlScalar(mark.Length == 1 ? text.Append('\n').ToString() : text.ToString(), plain: false, header.Number);
    }

    /// <param name="Start">Where its content starts, after the blanks.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="Indent">How many blanks.</param>
    /// <param name="Number">Its number in the file.</param>
    readonly record struct Line(int Start, int End, int Indent, int Number);
}
