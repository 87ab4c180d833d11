namespace Hoplite.Store.Hunting.Kql;

/// <summary>The fixed words of the language.</summary>
static class KqlWords
{
    /// <summary>Tests of text; each exists with <c>!</c> before it, the negation.</summary>
    public static readonly string[] TextTests = ["has", "has_cs", "hasprefix", "hasprefix_cs", "hassuffix", "hassuffix_cs", "contains", "contains_cs", "startswith", "startswith_cs", "endswith", "endswith_cs"];

    /// <summary>Steps.</summary>
    public static readonly string[] Operators =
    [
        "where", "filter", "project", "project-away", "project-rename", "project-keep", "extend", "summarize", "sort", "order", "top", "take", "limit", "count", "distinct",
        "join", "union", "mv-expand", "parse", "parse-where", "render", "search", "sequence", "stack", "rare", "firstseen",
    ];

    /// <summary>Names that have to be written in brackets to be columns.</summary>
    public static readonly HashSet<string> Reserved = new(["and", "or", "in", "between", "matches", "by", "true", "false", "null", "let", "on", "datetime", "dynamic", "asc", "desc", "has_any", "has_all", .. TextTests], StringComparer.Ordinal);

    /// <summary>How tightly an operator binds; 0 when it is none.</summary>
    public static int Power(string text) => text switch
    {
        "or" => 1,
        "and" => 2,
        "==" or "!=" or "=~" or "!~" or "<" or "<=" or ">" or ">=" or "matches" or "in" or "!in" or "in~" or "!in~" or "between" or "!between" or "has_any" or "has_all" => 3,
        "+" or "-" => 4,
        "*" or "/" or "%" => 5,
        _ => Array.IndexOf(TextTests, text.TrimStart('!')) >= 0 ? 3 : 0,
    };

    /// <summary>Whether a name can stand as it is.</summary>
    public static bool IsPlain(string name)
    {
        if (name.Length == 0) return false;
        foreach (var part in name.Split('.'))
        {
            if (part.Length == 0 || !KqlLexer.IsNameStart(part[0])) return false;
            foreach (var c in part)
                if (!KqlLexer.IsNamePart(c)) return false;
        }

        return !Reserved.Contains(name.Contains('.', StringComparison.Ordinal) ? name[..name.IndexOf('.', StringComparison.Ordinal)] : name);
    }
}
