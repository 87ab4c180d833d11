using System.Globalization;
using System.Text;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>The only place where values become SQL.</summary>
/// <remarks>
/// Values are written as literals and not bound as parameters, because DuckDB skips row groups, and compiles a regular expression once, only
/// for what is constant when it plans. Names of the user never become identifiers: columns are called by names made here.
/// </remarks>
static class SqlText
{
    /// <summary>A text as a literal. Zero bytes, which would end the statement, and halves of characters are written so that they do no harm.</summary>
    public static string Literal(string text)
    {
        var sql = new StringBuilder(text.Length + 2).Append('\'');
        var joined = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\'') sql.Append("''");
            else if (c == '\0')
            {
                sql.Append("' || chr(0) || '");
                joined = true;
            }
            else if (!char.IsSurrogate(c)) sql.Append(c);
            else if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1])) sql.Append(c).Append(text[++i]);
            else sql.Append('\uFFFD');
        }

        sql.Append('\'');
        return joined ? $"({sql})" : sql.ToString();
    }

    /// <summary>A name as an identifier.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\0", "", StringComparison.Ordinal).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A whole number.</summary>
    public static string Literal(long value) => value < 0 ? string.Create(CultureInfo.InvariantCulture, $"('{value}'::BIGINT)") : string.Create(CultureInfo.InvariantCulture, $"{value}::BIGINT");

    /// <summary>A number with a fraction.</summary>
    public static string Literal(double value) => string.Create(CultureInfo.InvariantCulture, $"('{value:R}'::DOUBLE)");

    /// <summary>A time.</summary>
    public static string Literal(DateTime time) => $"TIMESTAMP '{time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}'";

    /// <summary>A text as a pattern of RE2 that matches it and nothing else.</summary>
    public static string Pattern(string text)
    {
        var pattern = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (c == '\0') pattern.Append(@"\x00");
            else if (char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c)) pattern.Append('\\').Append(c);
            else pattern.Append(c);
        }

        return pattern.ToString();
    }

    /// <summary>Many conditions joined in pairs, so that long lists do not nest deeply.</summary>
    public static string Join(IReadOnlyList<string> conditions, string word)
    {
        if (conditions.Count == 1) return conditions[0];
        if (conditions.Count <= 16) return "(" + string.Join($" {word} ", conditions) + ")";
        var half = conditions.Count / 2;
        return $"({Join([.. conditions.Take(half)], word)} {word} {Join([.. conditions.Skip(half)], word)})";
    }
}
