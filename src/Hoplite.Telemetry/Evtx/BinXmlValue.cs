using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Evtx;

/// <summary>One substitution value of a template instance: its type as the file names it, and where in the chunk it lies.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct BinXmlValue(byte Type, int Offset, int Length)
{
    public const byte Null = 0, Utf16 = 1, Ansi = 2, Fragment = 0x21, Array = 0x80;

    /// <summary>Bytes one item of this type takes; 0 where the length varies.</summary>
    public static int FixedSize(byte type) => type switch
    {
        3 or 4 => 1,
        5 or 6 => 2,
        7 or 8 or 0x0B or 0x0D or 0x14 => 4,
        9 or 0x0A or 0x0C or 0x11 or 0x15 => 8,
        0x0F or 0x12 => 16,
        _ => 0,
    };

    /// <summary>How a batch stores a value of this type and length; a length that the type forbids makes it plain bytes.</summary>
    public static FieldKind Kind(byte type, int length)
    {
        if (length == 0) return FieldKind.Text;
        var size = FixedSize(type);
        if (size != 0 && size != length && type != 0x0D) return FieldKind.Binary;
        return type switch
        {
            Utf16 or 0x23 => FieldKind.Utf16,
            3 or 5 or 7 or 9 => FieldKind.Signed,
            4 or 6 or 8 or 0x0A => FieldKind.Unsigned,
            0x0B or 0x0C => FieldKind.Real,
            0x0F => FieldKind.Guid,
            0x10 or 0x20 => length is 4 or 8 ? FieldKind.Hex : FieldKind.Binary,
            0x11 => FieldKind.FileTime,
            0x12 => FieldKind.SystemTime,
            0x13 => length >= 8 ? FieldKind.Sid : FieldKind.Binary,
            0x14 or 0x15 => FieldKind.Hex,
            _ => FieldKind.Binary,
        };
    }
}
