namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>Takes one line of a list apart.</summary>
static class ListLine
{
    /// <summary>Whether a line says nothing but a comment, or nothing.</summary>
    public static bool IsComment(string line)
    {
        var trimmed = line.AsSpan().Trim();
        return trimmed.IsEmpty || trimmed[0] is '#' or ';' or '!' || trimmed.StartsWith("//", StringComparison.Ordinal) || trimmed.StartsWith("[Adblock", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The value of a line and the comment behind it; an empty value for a comment.</summary>
    public static (string Value, string? Comment) Split(string line)
    {
        if (IsComment(line)) return ("", null);
        var (value, comment) = (line.Trim(), (string?)null);
        foreach (var mark in (ReadOnlySpan<string>)[" #", "\t#", " ;", "\t;", " //"])
        {
            var at = value.IndexOf(mark, StringComparison.Ordinal);
            if (at > 0) (value, comment) = (value[..at].TrimEnd(), value[(at + mark.Length)..].Trim());
        }

        // A blocker for browsers: ||bad.example^
        if (value.StartsWith("||", StringComparison.Ordinal) && value.IndexOf('^', StringComparison.Ordinal) is > 2 and var end) return (value[2..end], comment);

        // A file of hosts: 0.0.0.0 bad.example
        var parts = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 2 && parts[0] is "0.0.0.0" or "127.0.0.1" or "::" or "::1" && parts.Length > 1) return (parts[1] is "localhost" or "0.0.0.0" ? "" : parts[1], comment);
        return (value, comment);
    }
}
