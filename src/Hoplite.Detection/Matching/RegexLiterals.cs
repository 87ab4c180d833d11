using System.Text;

namespace Hoplite.Detection.Matching;

/// <summary>Finds a text that every match of a regular expression must contain, so that the expression runs only where it can match.</summary>
static class RegexLiterals
{
    /// <summary>The longest run of ordinary characters that stands outside groups, classes, alternatives and quantifiers; null when there is none.</summary>
    public static string? Mandatory(string pattern)
    {
        // Anything that can change the meaning of plain characters, or make them optional from afar, gives up.
        if (pattern.Contains("(?x", StringComparison.Ordinal) || pattern.Contains("(?#", StringComparison.Ordinal)) return null;
        string? best = null;
        var run = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '|') return null;
            char? literal = c switch
            {
                '\\' when i + 1 < pattern.Length => Escaped(pattern[++i]),
                '(' => Skip(pattern, ref i, '(', ')'),
                '[' => Skip(pattern, ref i, '[', ']'),
                '.' or '^' or '$' or '\\' or ')' or ']' => null,
                '{' or '}' => null,
                _ => c,
            };
            var quantified = i + 1 < pattern.Length && pattern[i + 1] is '*' or '?' or '{' or '+';
            if (literal is { } plain && !quantified && plain is not ('*' or '+' or '?')) run.Append(plain);
            else
            {
                Keep(run, ref best);
                if (quantified && pattern[i + 1] == '{') Skip(pattern, ref i, '{', '}');
                while (i + 1 < pattern.Length && pattern[i + 1] is '*' or '+' or '?') i++;
            }
        }

        Keep(run, ref best);
        return best;
    }

    static char? Escaped(char c) => char.IsLetterOrDigit(c) ? null : c;

    static void Keep(StringBuilder run, ref string? best)
    {
        if (run.Length > (best?.Length ?? 0)) best = run.ToString();
        run.Clear();
    }

    static char? Skip(string pattern, ref int at, char open, char close)
    {
        var depth = 0;
        for (; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (open == '(' && pattern[at] == '[') Skip(pattern, ref at, '[', ']');
            else if (pattern[at] == open && (open != '[' || depth == 0)) depth++;
            else if (pattern[at] == close && --depth == 0) return null;
        }

        return null;
    }
}
