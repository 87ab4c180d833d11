using System.Text;

namespace Hoplite.Detection.Matching;

/// <summary>Finds a text that every match of a regular expression must contain, so that the expression runs only where it can match.</summary>
static class RegexLiterals
{
    /// <summary>The longest run of ordinary characters that stands outside groups, classes, alternatives and quantifiers; null when there is none.</summary>
    public static string? Mandatory(string pattern)
    {
        // Comments and the mode that ignores blanks change the meaning of plain characters from afar.
        if (pattern.Contains("(?#", StringComparison.Ordinal) || IgnoresBlanks(pattern)) return null;
        string? best = null;
        var run = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            char? plain;
            switch (pattern[i])
            {
                case '|': return null;
                // What follows these belongs to the escape; they are too rare to be worth reading.
                case '\\' when i + 1 < pattern.Length && pattern[i + 1] is 'c' or 'x' or 'u' or 'k' or (>= '0' and <= '9'): return null;
                case '\\' when i + 1 < pattern.Length: plain = Escaped(pattern[++i]); break;
                case '(' or '[': plain = Skip(pattern, ref i); break;
                case '.' or '^' or '$' or '\\' or ')' or ']' or '{' or '}' or '*' or '+' or '?': plain = null; break;
                case var c: plain = c; break;
            }

            var quantified = i + 1 < pattern.Length && pattern[i + 1] is '*' or '?' or '{' or '+';
            if (plain is { } literal && !quantified)
            {
                run.Append(literal);
                continue;
            }

            Keep(run, ref best);
            if (quantified && pattern[i + 1] == '{')
            {
                // A brace that opens no quantifier stands for itself, and then anything may follow in it.
                var close = pattern.IndexOf('}', i + 2);
                if (close < 0 || pattern.AsSpan(i + 2, close - i - 2).ContainsAnyExcept("0123456789,")) return null;
                i = close;
            }

            while (i + 1 < pattern.Length && pattern[i + 1] is '*' or '+' or '?') i++;
        }

        Keep(run, ref best);
        return best;
    }

    static bool IgnoresBlanks(string pattern)
    {
        for (var at = pattern.IndexOf("(?", StringComparison.Ordinal); at >= 0; at = pattern.IndexOf("(?", at + 2, StringComparison.Ordinal))
            for (var i = at + 2; i < pattern.Length && (char.IsLetter(pattern[i]) || pattern[i] == '-'); i++)
                if (pattern[i] == 'x') return true;
        return false;
    }

    static char? Escaped(char c) => char.IsLetterOrDigit(c) ? null : c;

    static void Keep(StringBuilder run, ref string? best)
    {
        if (run.Length > (best?.Length ?? 0)) best = run.ToString();
        run.Clear();
    }

    // To the end of a group or class; a bracket right behind the opening of a class stands for itself.
    static char? Skip(string pattern, ref int at)
    {
        if (pattern[at] == '[')
        {
            at++;
            if (at < pattern.Length && pattern[at] == '^') at++;
            if (at < pattern.Length && pattern[at] == ']') at++;
            for (; at < pattern.Length && pattern[at] != ']'; at++)
                if (pattern[at] == '\\' || (pattern[at] == '-' && at + 1 < pattern.Length && pattern[at + 1] == '[')) at++;
            return null;
        }

        for (at++; at < pattern.Length && pattern[at] != ')'; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] is '(' or '[') Skip(pattern, ref at);
        }

        return null;
    }
}
