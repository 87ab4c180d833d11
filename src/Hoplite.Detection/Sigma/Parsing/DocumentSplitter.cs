namespace Hoplite.Detection.Sigma;

/// <summary>Cuts a file at its document markers before any of it is parsed, so that a broken document takes no other with it. A marker at the start of a line cannot be part of any YAML scalar, which makes the cut exact.</summary>
static class DocumentSplitter
{
    public static IEnumerable<(string Text, int FirstLine)> Split(string file)
    {
        int start = 0, line = 1, firstLine = 1;
        for (var at = 0; at < file.Length;)
        {
            if (at > start && IsMarker(file.AsSpan(at)))
            {
                if (HasContent(file.AsSpan(start, at - start))) yield return (file[start..at], firstLine);
                (start, firstLine) = (at, line);
                if (file[at] == '.') start = Math.Min(file.Length, at + 3);
            }

            var end = file.IndexOf('\n', at);
            if (end < 0) break;
            at = end + 1;
            line++;
        }

        if (HasContent(file.AsSpan(start))) yield return (start == 0 ? file : file[start..], firstLine);
    }

    static bool IsMarker(ReadOnlySpan<char> line) =>
        (line.StartsWith("---") || line.StartsWith("...")) && (line.Length == 3 || line[3] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Comments, directives and a bare marker make no document.</summary>
    static bool HasContent(ReadOnlySpan<char> text)
    {
        foreach (var line in text.EnumerateLines())
        {
            var rest = line.Trim();
            if (IsMarker(line)) rest = rest[3..].Trim();
            if (rest.Length > 0 && rest[0] is not ('#' or '%')) return true;
        }

        return false;
    }
}
