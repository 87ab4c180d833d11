namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>The outline of a STIX pattern: which types and properties it asks for, and whether quotes and brackets close. What it means is for the pattern engine to say.</summary>
/// <param name="Paths">Each type with the first property after it.</param>
/// <param name="Problem">What is wrong; null if nothing is at this glance.</param>
sealed record PatternOutline(IReadOnlyList<(string Type, string Property)> Paths, string? Problem)
{
    public static PatternOutline Read(string pattern)
    {
        var paths = new List<(string, string)>();
        var open = new Stack<char>();
        var hasObservation = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '\'':
                    at = End(pattern, at);
                    if (at < 0) return Wrong("a text in it has no closing quote");
                    break;
                case '"':
                    return Wrong("it has a double quote; texts and names stand in single quotes");
                case '[' or '(':
                    hasObservation |= pattern[at] == '[';
                    open.Push(pattern[at]);
                    break;
                case ']' or ')':
                    if (!open.TryPop(out var opener) || opener != (pattern[at] == ']' ? '[' : '(')) return Wrong($"a {pattern[at]} in it closes nothing");
                    break;
                case ':' when open.Contains('['):
                    var (type, property) = (Before(pattern, at), After(pattern, at));
                    if (type.Length == 0 || property.Length == 0) return Wrong("a path in it is not type:property");
                    paths.Add((type, property));
                    break;
            }
        }

        if (open.Count > 0) return Wrong($"a {open.Peek()} in it is not closed");
        return hasObservation && paths.Count > 0 ? new PatternOutline(paths, null) : Wrong("it has no observation; write it like [ipv4-addr:value = '198.51.100.1']");

        PatternOutline Wrong(string problem) => new(paths, "is no STIX pattern: " + problem);
    }

    static int End(string pattern, int at)
    {
        for (at++; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\') at++;
            else if (pattern[at] == '\'') return at;
        }

        return -1;
    }

    static string Before(string pattern, int colon)
    {
        var start = colon;
        while (start > 0 && (char.IsAsciiLetterOrDigit(pattern[start - 1]) || pattern[start - 1] is '-' or '_')) start--;
        return pattern[start..colon];
    }

    static string After(string pattern, int colon)
    {
        var end = colon + 1;
        if (end < pattern.Length && pattern[end] == '\'')
        {
            var close = End(pattern, end);
            return close < 0 ? "" : pattern[(end + 1)..close];
        }

        while (end < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[end]) || pattern[end] is '-' or '_')) end++;
        return pattern[(colon + 1)..end];
    }
}
