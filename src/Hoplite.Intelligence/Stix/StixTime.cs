using System.Globalization;
using System.Text;

namespace Hoplite.Intelligence.Stix;

/// <summary>
/// A timestamp of STIX (2.1 §2.16: RFC 3339, <c>Z</c> only), with its text as it came. Two are compared by what they say, at any number of digits:
/// <c>.1Z</c> equals <c>.100Z</c>, and a leap second comes after the 59th.
/// </summary>
public readonly record struct StixTime : IComparable<StixTime>
{
    StixTime(string text) => Text = text;

    /// <summary>The text as it was written; null only in a default value.</summary>
    public string Text { get; }

    /// <summary>The instant, cut to 100 nanoseconds; a leap second is taken for the second after it.</summary>
    public DateTimeOffset Instant
    {
        get
        {
            var leap = Text.AsSpan(17, 2) is "60";
            var whole = DateTimeOffset.ParseExact(leap ? string.Concat(Text.AsSpan(0, 17), "59") : Text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            var part = Fraction(Text);
            if (part.Length > 7) part = part[..7];
            var ticks = part.IsEmpty ? 0 : long.Parse(part, CultureInfo.InvariantCulture) * (long)Math.Pow(10, 7 - part.Length);
            var offset = ticks + (leap ? TimeSpan.TicksPerSecond : 0);
            return offset > DateTimeOffset.MaxValue.Ticks - whole.Ticks ? DateTimeOffset.MaxValue : whole.AddTicks(offset);
        }
    }

    /// <summary>Reads a timestamp; false for any other text, also for a day that no calendar has.</summary>
    public static bool TryParse(string? text, out StixTime time)
    {
        time = default;
        if (text is null || text.Length is < 20 or > 64) return false;
        Span<byte> utf8 = stackalloc byte[64];
        if (!Encoding.UTF8.TryGetBytes(text, utf8, out var count) || !IsTime(utf8[..count])) return false;
        time = new StixTime(text);
        return true;
    }

    /// <summary>Writes an instant with milliseconds, as <c>created</c> and <c>modified</c> want it (§3.2).</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(StixTime other)
    {
        var whole = string.CompareOrdinal(Text, 0, other.Text, 0, 19);
        return whole != 0 ? whole : Fraction(Text).TrimEnd('0').SequenceCompareTo(Fraction(other.Text).TrimEnd('0'));
    }

    /// <summary>Whether both are the same moment, however many digits they are written with.</summary>
    public bool Equals(StixTime other) => Text is null || other.Text is null ? ReferenceEquals(Text, other.Text) : CompareTo(other) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => Text is null ? 0 : HashCode.Combine(Text[..19], Fraction(Text).TrimEnd('0').ToString());

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";

    /// <summary>Earlier than.</summary>
    public static bool operator <(StixTime left, StixTime right) => left.CompareTo(right) < 0;

    /// <summary>Later than.</summary>
    public static bool operator >(StixTime left, StixTime right) => left.CompareTo(right) > 0;

    /// <summary>Not later than.</summary>
    public static bool operator <=(StixTime left, StixTime right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(StixTime left, StixTime right) => left.CompareTo(right) >= 0;

    /// <summary>Whether bytes are a timestamp.</summary>
    internal static bool IsTime(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[^1] != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        int year = Two(text, 0) * 100 + Two(text, 2), month = Two(text, 5), day = Two(text, 8), second = Two(text, 17);
        if (year < 1 || Two(text, 0) < 0 || Two(text, 2) < 0 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (Two(text, 11) is < 0 or > 23 || Two(text, 14) is < 0 or > 59 || second is < 0 or > 60) return false;
        if (text.Length == 20) return true;
        return text[19] == '.' && text.Length > 21 && text[20..^1].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>Whether a timestamp has milliseconds at the least.</summary>
    internal static bool HasMilliseconds(ReadOnlySpan<byte> text) => text.Length >= 24;

    static int Two(ReadOnlySpan<byte> text, int at) =>
        text[at] is >= (byte)'0' and <= (byte)'9' && text[at + 1] is >= (byte)'0' and <= (byte)'9' ? (text[at] - '0') * 10 + text[at + 1] - '0' : -1000;

    static ReadOnlySpan<char> Fraction(string text) => text.Length > 20 ? text.AsSpan(20, text.Length - 21) : [];
}
