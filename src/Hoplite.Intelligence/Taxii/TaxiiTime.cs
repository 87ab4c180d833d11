using System.Globalization;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Times as TAXII 2.1 §1.5 writes them: RFC 3339, UTC, six digits of a second, at the most.</summary>
static class TaxiiTime
{
    /// <summary>Writes a time with microseconds.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes microseconds since 1970.</summary>
    public static string Write(long micros) => Write(DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond));

    /// <summary>Microseconds since 1970.</summary>
    public static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Reads a time with the <c>Z</c> of UTC and any number of digits of a second; null when it is none.</summary>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text)
    {
        if (text.Length is < 20 or > 64 || text[10] != 'T' || text[^1] != 'Z') return null;
        var fraction = text[19..^1];
        if (!DateTimeOffset.TryParseExact(text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var whole))
        {
            // A leap second is the last moment of its minute for every clock we know.
            if (!text[17..19].SequenceEqual("60") || Read($"{text[..17]}59{text[19..]}") is not { } before) return null;
            return before;
        }

        if (fraction.Length == 0) return whole;
        if (fraction[0] != '.' || fraction.Length == 1 || fraction[1..].ContainsAnyExceptInRange('0', '9')) return null;
        long ticks = 0;
        for (var i = 1; i <= 7; i++) ticks = (ticks * 10) + (i < fraction.Length ? fraction[i] - '0' : 0);
        return whole.AddTicks(ticks);
    }
}
