using System.Globalization;
using System.Text;

namespace Hoplite.Response.Cacao.Conditions;

/// <summary>Reads conditions by recursive descent: OR binds weakest, then AND, then NOT.</summary>
sealed class ConditionParser(string text)
{
    const int Longest = 8192;
    const int MaxDepth = 32;

    int _at;
    int _depth;

    public Condition Parse()
    {
        if (text.Length > Longest) throw new ConditionException($"a condition is at most {Longest} characters long");
        var condition = Either();
        Blank();
        return _at == text.Length ? condition : throw Wrong("the condition should end here");
    }

    Condition Either()
    {
        List<Condition> parts = [Both()];
        while (Word("OR")) parts.Add(Both());
        return parts.Count == 1 ? parts[0] : new Disjunction(parts);
    }

    Condition Both()
    {
        List<Condition> parts = [One()];
        while (Word("AND")) parts.Add(One());
        return parts.Count == 1 ? parts[0] : new Conjunction(parts);
    }

    Condition One()
    {
        if (++_depth > MaxDepth) throw new ConditionException($"a condition is at most {MaxDepth} levels deep");
        try
        {
            if (Word("NOT")) return new Negation(One());
            if (!Sign('(')) return Compare();
            var inner = Either();
            return Sign(')') ? inner : throw Wrong("a closing parenthesis is missing");
        }
        finally
        {
            _depth--;
        }
    }

    Comparison Compare()
    {
        Blank();
        var start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-')) _at++;
        var name = text[start.._at];
        if (!VariableNames.IsName(name)) throw Wrong("a variable such as __name__:value should stand here");
        if (string.CompareOrdinal(text, _at, ":value", 0, 6) != 0) throw Wrong($"{name} should be followed by :value");
        _at += 6;
        var not = Word("NOT");
        var op = Operator();
        if (op != ComparisonOperator.In) return new Comparison(name, not, op, [Constant()]);
        if (!Sign('(')) throw Wrong("IN wants values between parentheses");
        List<Literal> values = [Constant()];
        while (Sign(',')) values.Add(Constant());
        return Sign(')') ? new Comparison(name, not, op, values) : throw Wrong("a closing parenthesis is missing");
    }

    ComparisonOperator Operator()
    {
        Blank();
        var start = _at;
        if (_at < text.Length && (text[_at] is '=' or '!' or '<' or '>'))
            while (_at < text.Length && (text[_at] is '=' or '!' or '<' or '>')) _at++;
        else
            while (_at < text.Length && char.IsAsciiLetterUpper(text[_at])) _at++;
        if (ComparisonOperators.TryParse(text[start.._at], out var op)) return op;
        _at = start;
        throw Wrong("an operator such as = or IN should stand here");
    }

    Literal Constant()
    {
        Blank();
        if (_at >= text.Length) throw Wrong("a value should stand here");
        if (text[_at] == '\'') return new TextLiteral(Quoted());
        if (text[_at] == 't' && _at + 1 < text.Length && text[_at + 1] == '\'')
        {
            _at++;
            var time = Quoted();
            return DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc) && time.EndsWith('Z')
                ? new TimeLiteral(utc) : throw Wrong("this is no time");
        }

        if (Word("true")) return new TruthLiteral(true);
        if (Word("false")) return new TruthLiteral(false);
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '.' || (_at == start && text[_at] is '-' or '+'))) _at++;
        var number = text.AsSpan(start, _at - start);
        if (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return new WholeLiteral(whole);
        if (number.Length <= 400 && double.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real))
            return new RealLiteral(real);
        _at = start;
        throw Wrong("a value such as 'text', 5 or true should stand here");
    }

    string Quoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '\'')
            {
                _at++;
                return value.ToString();
            }

            if (text[_at] == '\\' && (++_at >= text.Length || text[_at] is not ('\\' or '\''))) throw Wrong("behind a backslash only a backslash or a quote may stand");
            value.Append(text[_at]);
        }

        throw Wrong("a closing quote is missing");
    }

    bool Word(string word)
    {
        Blank();
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0) return false;
        var end = _at + word.Length;
        if (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) return false;
        _at = end;
        return true;
    }

    bool Sign(char sign)
    {
        Blank();
        if (_at >= text.Length || text[_at] != sign) return false;
        _at++;
        return true;
    }

    void Blank()
    {
        while (_at < text.Length && (text[_at] is ' ' or '\t' or '\n' or '\r')) _at++;
    }

    ConditionException Wrong(string sentence) => new($"{sentence} (character {_at + 1})");
}
