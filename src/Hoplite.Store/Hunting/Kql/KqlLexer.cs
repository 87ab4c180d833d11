using System.Globalization;
using System.Text;

namespace Hoplite.Store.Hunting.Kql;

/// <summary>Cuts the text of a query into tokens.</summary>
sealed class KqlLexer
{
    static readonly string[] Symbols = ["==", "!=", "=~", "!~", "<=", ">=", "..", "<>", "|", "(", ")", "[", "]", ",", ";", "=", "<", ">", "+", "-", "*", "/", "%", ".", ":"];

    readonly string _text;
    int _at;

    KqlLexer(string text) => _text = text;

    /// <summary>All tokens; the last one is the end.</summary>
    public static List<KqlToken> Read(string text)
    {
        var lexer = new KqlLexer(text);
        var tokens = new List<KqlToken>();
        do tokens.Add(lexer.Next());
        while (tokens[^1].Kind != KqlTokenKind.End);
        return tokens;
    }

    KqlToken Next()
    {
        SkipBlanks();
        var start = _at;
        if (_at >= _text.Length) return new KqlToken(KqlTokenKind.End, "", null, new KqlSpan(start, 0));
        var c = _text[_at];
        if (c is '"' or '\'') return Make(KqlTokenKind.Text, start, Quoted());
        if (c == '@' && _at + 1 < _text.Length && _text[_at + 1] is '"' or '\'') return Make(KqlTokenKind.Text, start, Verbatim());
        if (char.IsAsciiDigit(c)) return Number(start);
        if (IsNameStart(c)) return Name(start);
        if (c == '!' && _at + 1 < _text.Length && char.IsAsciiLetter(_text[_at + 1]))
        {
            _at++;
            while (_at < _text.Length && IsNamePart(_text[_at])) _at++;
            if (_at < _text.Length && _text[_at] == '~') _at++;
            return Make(KqlTokenKind.Name, start, _text[start.._at]);
        }

        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) != 0) continue;
            _at += symbol.Length;
            return Make(KqlTokenKind.Symbol, start, symbol == "<>" ? "!=" : symbol);
        }

        throw new KqlException(_text, start, 1, $"'{(char.IsControl(c) || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : c)}' has no meaning here", c == '@' ? "write a name with such a sign as ['@timestamp']" : null);
    }

    KqlToken Name(int start)
    {
        while (_at < _text.Length && IsNamePart(_text[_at])) _at++;
        var name = _text[start.._at];
        if (name is "in" or "has_any" && _at < _text.Length && _text[_at] == '~')
        {
            _at++;
            return Make(KqlTokenKind.Name, start, name + "~");
        }

        if (name != "datetime") return Make(KqlTokenKind.Name, start, name);
        var open = _at;
        while (open < _text.Length && _text[open] is ' ') open++;
        if (open >= _text.Length || _text[open] != '(') return Make(KqlTokenKind.Name, start, name);
        var close = _text.IndexOf(')', open);
        if (close < 0) throw new KqlException(_text, open, 1, "the bracket of datetime(…) is not closed");
        var content = _text[(open + 1)..close].Trim().Trim('"', '\'');
        _at = close + 1;
        if (!KqlTimespans.TryParseTime(content, out var time)) throw new KqlException(_text, open + 1, close - open - 1, "this is no time", "write it as datetime(2026-01-31) or datetime(2026-01-31T08:00:00Z)");
        return Make(KqlTokenKind.Datetime, start, content, time);
    }

    KqlToken Number(int start)
    {
        if (_text[_at] == '0' && _at + 1 < _text.Length && _text[_at + 1] is 'x' or 'X')
        {
            _at += 2;
            while (_at < _text.Length && char.IsAsciiHexDigit(_text[_at])) _at++;
            if (long.TryParse(_text.AsSpan(start + 2, _at - start - 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)) return Make(KqlTokenKind.Integer, start, _text[start.._at], hex);
            throw new KqlException(_text, start, _at - start, "this is no number that fits");
        }

        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        var real = false;
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            real = true;
            _at++;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        }

        var digits = _text[start.._at];
        var unitStart = _at;
        while (_at < _text.Length && IsNamePart(_text[_at])) _at++;
        var unit = _text[unitStart.._at];
        if (unit.Length > 0 && KqlTimespans.TryParse(digits, unit, out var span)) return Make(KqlTokenKind.Timespan, start, _text[start.._at], span);
        if (unit is ['e' or 'E', ..])
        {
            if (unit.Length == 1 && _at < _text.Length && _text[_at] is '+' or '-') _at++;
            while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
            real = true;
        }
        else if (unit.Length > 0) throw new KqlException(_text, start, _at - start, $"'{unit}' is no unit of time", "units are d, h, m, s, ms; a name that begins with a digit is written ['1name']");
        var text = _text[start.._at];
        if (!real && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var integer)) return Make(KqlTokenKind.Integer, start, text, integer);
        if (real && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return Make(KqlTokenKind.Real, start, text, value);
        throw new KqlException(_text, start, _at - start, "this is no number that fits");
    }

    string Quoted()
    {
        var quote = _text[_at];
        var start = _at++;
        var content = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            if (_text[_at] is '\n' or '\r') break;
            if (_text[_at] == '\\') Escape(content);
            else content.Append(_text[_at++]);
        }

        if (_at >= _text.Length || _text[_at] != quote) throw new KqlException(_text, start, _at - start, $"the text has no closing {quote}", "a backslash is written \\\\, or the whole text as @\"C:\\Windows\\\"");
        _at++;
        return content.ToString();
    }

    void Escape(StringBuilder content)
    {
        var start = _at++;
        var c = _at < _text.Length ? _text[_at++] : '\0';
        switch (c)
        {
            case '\\' or '"' or '\'': content.Append(c); return;
            case 'n': content.Append('\n'); return;
            case 'r': content.Append('\r'); return;
            case 't': content.Append('\t'); return;
            case '0': content.Append('\0'); return;
            case 'u' or 'x':
                var digits = c == 'u' ? 4 : 2;
                if (_at + digits <= _text.Length && ushort.TryParse(_text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    _at += digits;
                    content.Append((char)code);
                    return;
                }

                break;
        }

        throw new KqlException(_text, start, Math.Max(1, Math.Min(2, _text.Length - start)), "there is no such escape", "a backslash is written \\\\, or the whole text as @\"C:\\Windows\\\"");
    }

    string Verbatim()
    {
        var start = _at++;
        var quote = _text[_at++];
        var content = new StringBuilder();
        while (_at < _text.Length)
        {
            if (_text[_at] == quote)
            {
                if (_at + 1 >= _text.Length || _text[_at + 1] != quote)
                {
                    _at++;
                    return content.ToString();
                }

                _at++;
            }

            content.Append(_text[_at++]);
        }

        throw new KqlException(_text, start, 2, $"the text has no closing {quote}");
    }

    void SkipBlanks()
    {
        while (_at < _text.Length)
        {
            if (char.IsWhiteSpace(_text[_at]) || _text[_at] == '\uFEFF') _at++;
            else if (_text[_at] == '/' && _at + 1 < _text.Length && _text[_at + 1] == '/') _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
            else return;
        }
    }

    KqlToken Make(KqlTokenKind kind, int start, string text, object? value = null) => new(kind, text, value, new KqlSpan(start, _at - start));

    internal static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_' or '$' || (c >= 0x80 && char.IsLetter(c));

    internal static bool IsNamePart(char c) => IsNameStart(c) || char.IsAsciiDigit(c);
}
