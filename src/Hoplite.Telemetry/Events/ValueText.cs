using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Hoplite.Telemetry;

/// <summary>Writes stored values as UTF-8 text, in the form in which Windows and Sigma rules write them.</summary>
static class ValueText
{
    /// <summary>The most bytes <see cref="Write"/> can need.</summary>
    public static int MaxLength(FieldKind kind, int length) => kind switch
    {
        FieldKind.Utf16 => length / 2 * 3,
        FieldKind.Binary => length * 2,
        FieldKind.Sid => 32 + length * 4,
        FieldKind.Guid => 38,
        FieldKind.JsonText or FieldKind.Text or FieldKind.Number => length,
        _ => 40,
    };

    /// <summary>Writes the text of a stored value.</summary>
    /// <returns>The number of bytes written.</returns>
    public static int Write(FieldKind kind, ReadOnlySpan<byte> value, Span<byte> target)
    {
        switch (kind)
        {
            case FieldKind.JsonText: return JsonEscapes.Unescape(value, target);
            case FieldKind.Utf16: return WriteUtf16(value, target);
            case FieldKind.Signed: return Format(Signed(value), target);
            case FieldKind.Unsigned: return Utf8Formatter.TryFormat(Unsigned(value), target, out var digits) ? digits : 0;
            case FieldKind.Hex:
                "0x"u8.CopyTo(target);
                return Utf8Formatter.TryFormat(Unsigned(value), target[2..], out var hex, new StandardFormat('x')) ? hex + 2 : 0;
            case FieldKind.Real:
                var real = value.Length == 4 ? BinaryPrimitives.ReadSingleLittleEndian(value) : value.Length == 8 ? BinaryPrimitives.ReadDoubleLittleEndian(value) : double.NaN;
                return real.TryFormat(target, out var written, default, CultureInfo.InvariantCulture) ? written : 0;
            case FieldKind.Guid: return WriteGuid(value, target);
            case FieldKind.Sid: return WriteSid(value, target);
            case FieldKind.FileTime: return value.Length == 8 ? WriteTime(Timestamps.FromFileTime(BinaryPrimitives.ReadInt64LittleEndian(value)), target) : 0;
            case FieldKind.SystemTime: return WriteTime(Timestamps.FromSystemTime(value), target);
            case FieldKind.Binary: return WriteHex(value, target);
            default:
                value.CopyTo(target);
                return value.Length;
        }
    }

    static long Signed(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => (sbyte)value[0],
        2 => BinaryPrimitives.ReadInt16LittleEndian(value),
        4 => BinaryPrimitives.ReadInt32LittleEndian(value),
        8 => BinaryPrimitives.ReadInt64LittleEndian(value),
        _ => 0,
    };

    static ulong Unsigned(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => value[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(value),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(value),
        8 => BinaryPrimitives.ReadUInt64LittleEndian(value),
        _ => 0,
    };

    static int Format(long number, Span<byte> target) => Utf8Formatter.TryFormat(number, target, out var written) ? written : 0;

    static int WriteUtf16(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var chars = MemoryMarshal.Cast<byte, char>(value);
        Utf8.FromUtf16(chars, target, out _, out var written, replaceInvalidSequences: true, isFinalBlock: true);
        return written;
    }

    static int WriteGuid(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (value.Length != 16) return WriteHex(value, target[..Math.Min(target.Length, value.Length * 2)]);
        new Guid(value).TryFormat(target, out var written, "B");
        for (var i = 0; i < written; i++)
            if (target[i] is >= (byte)'a' and <= (byte)'f') target[i] -= 32;
        return written;
    }

    static int WriteSid(ReadOnlySpan<byte> value, Span<byte> target)
    {
        if (value.Length < 8) return WriteHex(value, target);
        long authority = 0;
        for (var i = 2; i < 8; i++) authority = (authority << 8) | value[i];
        "S-"u8.CopyTo(target);
        var at = 2;
        at += Format(value[0], target[at..]);
        target[at++] = (byte)'-';
        at += Format(authority, target[at..]);
        for (var i = 0; i < value[1] && 12 + i * 4 <= value.Length; i++)
        {
            target[at++] = (byte)'-';
            at += Format(BinaryPrimitives.ReadUInt32LittleEndian(value[(8 + i * 4)..]), target[at..]);
        }

        return at;
    }

    static int WriteTime(long ticks, Span<byte> target)
    {
        if (ticks == 0) return 0;
        new DateTime(ticks, DateTimeKind.Utc).TryFormat(target, out var written, "yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        return written;
    }

    static int WriteHex(ReadOnlySpan<byte> value, Span<byte> target)
    {
        var n = Math.Min(value.Length, target.Length / 2);
        Convert.TryToHexString(value[..n], target, out var written);
        return written;
    }
}
