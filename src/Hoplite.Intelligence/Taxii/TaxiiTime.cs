using System.Globalization;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Times as TAXII 2.1 §1.5 writes them: RFC 3339, UTC, six digits of a second, at the most.</summary>
static class TaxiiTime
{
    /// <summary>Writes a time with microseconds.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
