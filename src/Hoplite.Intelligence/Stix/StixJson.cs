using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Hoplite.Intelligence.Stix;

/// <summary>How JSON of STIX is read and written.</summary>
static class StixJson
{
    /// <summary>Objects and lists that may lie in one another.</summary>
    public const int MaxDepth = 64;

    public static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    public static readonly JsonReaderOptions Reader = new() { MaxDepth = MaxDepth };

    /// <summary>Writes letters of all languages as they are: the text is data for machines and lands in no page.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether every text in some JSON can be made: the bytes are UTF-8, and no escaped surrogate stands alone. Readers of JSON find that out only when a text is asked for.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return false;
        while (true)
        {
            var escape = json.IndexOf((byte)'\\');
            if (escape < 0 || escape + 1 >= json.Length) return true;
            json = json[escape..];
            if (json[1] != 'u')
            {
                json = json[2..];
                continue;
            }

            var unit = Unit(json);
            if (char.IsLowSurrogate(unit)) return false;
            var isHigh = char.IsHighSurrogate(unit);
            if (isHigh && !(json.Length >= 12 && json[6] == '\\' && json[7] == 'u' && char.IsLowSurrogate(Unit(json[6..])))) return false;
            json = json[Math.Min(json.Length, isHigh ? 12 : 6)..];
        }
    }

    static char Unit(ReadOnlySpan<byte> escape)
    {
        var unit = 0;
        foreach (var digit in escape.Length >= 6 ? escape[2..6] : [])
        {
            // What is no digit is an error of the reader, not of this.
            var value = digit switch { >= (byte)'0' and <= (byte)'9' => digit - '0', >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10, >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10, _ => 0 };
            unit = (unit << 4) | value;
        }

        return (char)unit;
    }
}
