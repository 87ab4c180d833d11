namespace Hoplite.Telemetry;

/// <summary>How the bytes of a field's value are stored in the arena of its batch.</summary>
/// <remarks>Readers store what the source wrote; <see cref="EventBatch.Text(ref Field)"/> turns it into UTF-8 only when somebody asks.</remarks>
public enum FieldKind : byte
{
    /// <summary>UTF-8 text, ready to read.</summary>
    Text,

    /// <summary>The body of a JSON string that still holds its backslash escapes.</summary>
    JsonText,

    /// <summary>A number as decimal UTF-8 text, as JSON writes it.</summary>
    Number,

    /// <summary>A JSON or typed <c>true</c>; has no bytes.</summary>
    True,

    /// <summary>A JSON or typed <c>false</c>; has no bytes.</summary>
    False,

    /// <summary>Present with the value null; has no bytes.</summary>
    Null,

    /// <summary>UTF-16, little endian.</summary>
    Utf16,

    /// <summary>Signed integer of 1, 2, 4 or 8 bytes, little endian.</summary>
    Signed,

    /// <summary>Unsigned integer of 1, 2, 4 or 8 bytes, little endian.</summary>
    Unsigned,

    /// <summary>Unsigned integer of 4 or 8 bytes, little endian, written as <c>0x</c> and lower-case hexadecimal digits.</summary>
    Hex,

    /// <summary>IEEE 754 number of 4 or 8 bytes, little endian.</summary>
    Real,

    /// <summary>A GUID of 16 bytes, written in braces and upper case.</summary>
    Guid,

    /// <summary>A Windows security identifier, written <c>S-1-...</c>.</summary>
    Sid,

    /// <summary>100 ns since 1601, 8 bytes, little endian, written as ISO 8601.</summary>
    FileTime,

    /// <summary>A Windows SYSTEMTIME of 16 bytes, written as ISO 8601.</summary>
    SystemTime,

    /// <summary>Bytes without a text form, written as upper-case hexadecimal digits.</summary>
    Binary,
}
