namespace Hoplite.Incidents.Reports.Sarif;

/// <summary>Names of files, which may be hostile, as URI references (RFC 3986).</summary>
static class EvidenceUri
{
    /// <summary>An absolute path becomes a <c>file</c> URI, another a relative reference; every unusual character is percent-encoded.</summary>
    public static string Of(string path)
    {
        var encoded = string.Join('/', path.Replace('\\', '/').Split('/').Select(Segment));
        return path.StartsWith('/') ? "file://" + encoded : encoded;
    }

    // A lone surrogate is no character and cannot be encoded.
    static string Segment(string text) => Uri.EscapeDataString(string.Concat(text.EnumerateRunes()));
}
