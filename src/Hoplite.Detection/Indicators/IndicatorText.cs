using System.Buffers;
using System.Text;

namespace Hoplite.Detection.Indicators;

/// <summary>Brings values into the form in which the table keeps them: ASCII letters small, without what does not tell them apart.</summary>
static class IndicatorText
{
    /// <summary>The longest value that is looked up.</summary>
    public const int Longest = 2048;

    static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The form of a value of a kind; null when it cannot be one.</summary>
    public static byte[]? Of(IndicatorKind kind, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Trim());
        if (bytes.Length is 0 or > Longest) return null;
        var small = new byte[bytes.Length];
        var trimmed = kind switch
        {
            IndicatorKind.Domain or IndicatorKind.DomainAndBelow => Domain(bytes),
            _ => bytes,
        };
        if (kind == IndicatorKind.Hash && !IsHash(bytes)) return null;
        return trimmed.IsEmpty ? null : small[..Fold(trimmed, small)];
    }

    /// <summary>Writes a value with its ASCII letters small; 0 when it is too long.</summary>
    public static int Fold(ReadOnlySpan<byte> text, Span<byte> target) =>
        text.Length <= target.Length && Ascii.ToLower(text, target, out var written) == OperationStatus.Done ? written : Wide(text, target);

    /// <summary>A domain name without the dots around it.</summary>
    public static ReadOnlySpan<byte> Domain(ReadOnlySpan<byte> text) => text.Trim((byte)'.');

    /// <summary>Whether a text is a hash of one of the three lengths.</summary>
    public static bool IsHash(ReadOnlySpan<byte> text) => text.Length is 32 or 40 or 64 && !text.ContainsAnyExcept(HexDigits);

    static int Wide(ReadOnlySpan<byte> text, Span<byte> target)
    {
        if (text.Length > target.Length) return 0;
        for (var i = 0; i < text.Length; i++) target[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        return text.Length;
    }
}
