using System.Globalization;

namespace Hoplite.Intelligence.Patterning;

/// <summary>A constant made ready to be compared.</summary>
/// <param name="Value">A string, long, double, bool, byte[] or DateTime.</param>
sealed record Constant(object Value)
{
    /// <summary>The constant of a literal.</summary>
    /// <exception cref="PatternException">A time that is no date.</exception>
    public static Constant Of(PatternLiteral literal) => new(literal switch
    {
        TextLiteral text => text.Value,
        NumberLiteral number => Number(number.Text),
        TruthLiteral truth => truth.Value,
        BytesLiteral { IsHex: true } hex => Convert.FromHexString(hex.Text),
        BytesLiteral bytes => Convert.FromBase64String(bytes.Text),
        TimeLiteral time => PatternTime.TryParse(time.Text, out var ticks) ? new DateTime(ticks, DateTimeKind.Utc) : throw new PatternException($"There is no such time: {time.Text}."),
        _ => throw new InvalidOperationException("unknown constant"),
    });

    static object Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Whether a value equals the constant; values of different kinds never do, but text may stand for bytes.</summary>
    public bool EqualTo(object? value, StringComparison comparison) => (value, Value) switch
    {
        (string a, string b) => string.Equals(a, b, comparison),
        (bool a, bool b) => a == b,
        (long or double, long or double) => Compare(value, comparison) == 0,
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (string a, byte[] b) => Bytes.Of(a) is { } bytes && bytes.AsSpan().SequenceEqual(b),
        (byte[] a, string b) => Bytes.Of(b) is { } bytes && bytes.AsSpan().SequenceEqual(a),
        (string a, DateTime b) => Time(a) == b.Ticks,
        _ => false,
    };

    /// <summary>Less than 0, 0 or more than 0 as the value stands to the constant; null when there is no order between them.</summary>
    public int? Compare(object? value, StringComparison comparison) => (value, Value) switch
    {
        (string a, string b) => comparison == StringComparison.Ordinal ? Runes(a, b) : string.Compare(a, b, comparison),
        (long a, long b) => a.CompareTo(b),
        (long a, double b) => ((double)a).CompareTo(b),
        (double a, long b) => a.CompareTo(b),
        (double a, double b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (string a, byte[] b) => Bytes.Of(a) is { } bytes ? bytes.AsSpan().SequenceCompareTo(b) : null,
        (byte[] a, string b) => Bytes.Of(b) is { } bytes ? a.AsSpan().SequenceCompareTo(bytes) : null,
        (string a, DateTime b) => Time(a).CompareTo(b.Ticks),
        _ => null,
    };

    /// <summary>Whether text cannot stand for the bytes it is compared with: false then, and true behind a NOT.</summary>
    public bool IsUnfitText(object? value) => (value, Value) is (string, byte[]) or (byte[], string);

    // A time in the observation that is none hides an error of whoever wrote it.
    static long Time(string text) => PatternTime.TryParse(text, out var ticks) ? ticks : throw new PatternException($"The observation holds '{text[..Math.Min(text.Length, 60)]}' where a time is compared.");

    // By code points, not by UTF-16 units.
    static int Runes(string a, string b)
    {
        var same = a.AsSpan().CommonPrefixLength(b);
        if (same == a.Length || same == b.Length) return a.Length.CompareTo(b.Length);
        var (x, y) = (a[same], b[same]);
        return char.IsSurrogate(x) == char.IsSurrogate(y) ? x.CompareTo(y) : char.IsSurrogate(x) ? 1 : -1;
    }
}
