namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Package URLs: <c>scheme:type/namespace/name@version?qualifiers#subpath</c> (ECMA-427).</summary>
static class Purl
{
    /// <summary>Types whose packages always have a namespace.</summary>
    static readonly string[] NeedNamespace = ["maven", "github", "bitbucket", "composer", "deb", "rpm", "apk", "alpm", "golang", "swift", "huggingface"];

    /// <summary>Whether a text is one.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length > 8_192 || !text.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase)) return false;
        var rest = text[4..].TrimStart('/');
        if (rest.IndexOf('#', StringComparison.Ordinal) is >= 0 and var sub) rest = Cut(rest, sub, out _);
        if (rest.IndexOf('?', StringComparison.Ordinal) is >= 0 and var query)
        {
            rest = Cut(rest, query, out var qualifiers);
            if (qualifiers.Length > 0 && !qualifiers.Split('&').All(IsQualifier)) return false;
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1) return false;
        var type = rest[..slash];
        if (char.IsAsciiDigit(type[0]) || !type.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '+' or '-')) return false;
        var path = rest[(slash + 1)..];
        var at = path.LastIndexOf('@');
        if (at > path.LastIndexOf('/'))
        {
            if (at == path.Length - 1 || !IsEscaped(path[(at + 1)..])) return false;
            path = path[..at];
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > 0 && parts.All(IsEscaped) && (parts.Length > 1 || !NeedNamespace.Contains(type, StringComparer.OrdinalIgnoreCase) || type.Equals("golang", StringComparison.OrdinalIgnoreCase));
    }

    static string Cut(string text, int at, out string behind)
    {
        behind = text[(at + 1)..];
        return text[..at];
    }

    static bool IsQualifier(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || char.IsAsciiDigit(pair[0])) return false;
        return pair[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && pair.All(c => c > ' ');
    }

    static bool IsEscaped(string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] <= ' ' || part[i] is '<' or '>' or '"' or '\\' or '^' or '`' or '{' or '}' or '|') return false;
            if (part[i] == '%' && !(i + 2 < part.Length && char.IsAsciiHexDigit(part[i + 1]) && char.IsAsciiHexDigit(part[i + 2]))) return false;
        }

        return part.Length > 0;
    }
}
