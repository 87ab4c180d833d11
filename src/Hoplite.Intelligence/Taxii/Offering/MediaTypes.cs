using System.Globalization;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Media types of TAXII 2.1 §1.6.8, and what clients say about them (RFC 9110 §8.3 and §12.5.1).</summary>
public static class MediaTypes
{
    /// <summary>The one that is spoken.</summary>
    public const string Taxii = "application/taxii+json;version=2.1";

    const int LongestHeader = 4_096;

    /// <summary>Whether an <c>Accept</c> header lets us answer; a missing one does.</summary>
    public static bool Accepts(string? header)
    {
        if (string.IsNullOrWhiteSpace(header)) return true;
        if (header.Length > LongestHeader) return false;
        var (best, weight) = (-1, 0.0);
        foreach (var range in Split(header, ','))
        {
            var (type, version, quality) = Parse(range);

            // The most precise range that fits us decides.
            var precision = type.ToLowerInvariant() switch { "application/taxii+json" => version is null ? 2 : version == "2.1" ? 3 : -1, "application/*" => 1, "*/*" => 0, _ => -1 };
            if (precision < 0 || precision < best) continue;
            weight = precision == best ? Math.Max(weight, quality) : quality;
            best = precision;
        }

        return weight > 0;
    }

    /// <summary>Whether a <c>Content-Type</c> is ours.</summary>
    public static bool IsTaxii(string? header) =>
        header is { Length: > 0 and <= LongestHeader } && Parse(header) is var (type, version, _) && type.Equals("application/taxii+json", StringComparison.OrdinalIgnoreCase) && version is null or "2.1";

    static (string Type, string? Version, double Quality) Parse(string range)
    {
        var parts = Split(range, ';').ToList();
        string? version = null;
        var quality = 1.0;
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) continue;
            var (name, value) = (part[..equals].Trim(), part[(equals + 1)..].Trim().Trim('"'));
            if (name.Equals("version", StringComparison.OrdinalIgnoreCase)) version = value;
            else if (name.Equals("q", StringComparison.OrdinalIgnoreCase)) quality = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) && q is >= 0 and <= 1 ? q : 0;
        }

        return (parts.Count > 0 ? parts[0] : "", version, quality);
    }

    // Commas and semicolons within quotes part nothing.
    static IEnumerable<string> Split(string text, char at)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') quoted = !quoted;
            if (i < text.Length && (text[i] != at || quoted)) continue;
            if (text[start..i].Trim() is { Length: > 0 } part) yield return part;
            start = i + 1;
        }
    }
}
