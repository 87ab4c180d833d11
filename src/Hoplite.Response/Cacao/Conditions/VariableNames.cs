namespace Hoplite.Response.Cacao;

/// <summary>Names of variables (CACAO 2.0 §10.18.1): two underscores, a letter or underscore, up to 199 more characters, two underscores.</summary>
static class VariableNames
{
    /// <summary>What stands behind a name where its value is meant.</summary>
    public const string Suffix = ":value";

    /// <summary>Whether a text is a name.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 5 and <= 204 && text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal)
        && (char.IsAsciiLetter(text[2]) || text[2] == '_') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>The placeholders <c>__name__:value</c> in a text: where each begins, how long it is, and its name.</summary>
    public static IEnumerable<(int Start, int Length, string Name)> Placeholders(string text)
    {
        for (var at = 0; (at = text.IndexOf(Suffix, at, StringComparison.Ordinal)) >= 0; at += Suffix.Length)
        {
            var start = at;
            while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-')) start--;

            // Other text may touch the name from the left: the name begins at the last pair of underscores that makes one.
            for (var open = at - 5; open >= start; open--)
                if (text[open] == '_' && text[open + 1] == '_' && IsName(text[open..at]) && (open == start || text[open - 1] != '_'))
                {
                    yield return (open, at + Suffix.Length - open, text[open..at]);
                    break;
                }
        }
    }
}
