namespace Hoplite.Intelligence.Stix;

/// <summary>An identifier of STIX, <c>type--uuid</c> (2.1 §2.9), taken apart.</summary>
/// <param name="Type">The type in front.</param>
/// <param name="Uuid">The UUID behind.</param>
public readonly record struct StixId(string Type, Guid Uuid)
{
    /// <summary>Version of the UUID, 1 to 8.</summary>
    public int Version => Uuid.Version;

    /// <summary>Reads an identifier; false for any other text.</summary>
    public static bool TryParse(string? text, out StixId id)
    {
        id = default;
        if (text is null || text.Length < 40 || !IsId(text)) return false;
        id = new StixId(text[..^38], Guid.ParseExact(text.AsSpan(text.Length - 36), "D"));
        return true;
    }

    /// <summary>The type in front of <c>--</c>; empty where there is none.</summary>
    public static string TypeOf(string? reference)
    {
        var end = reference?.IndexOf("--", StringComparison.Ordinal) ?? -1;
        return end > 0 ? reference![..end] : "";
    }

    /// <summary>A new random identifier (UUIDv4) of a type.</summary>
    public static string New(string type) => type + "--" + Guid.NewGuid().ToString("D");

    /// <inheritdoc/>
    public override string ToString() => Type + "--" + Uuid.ToString("D");

    /// <summary>Whether text is an identifier.</summary>
    internal static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length is < 40 or > 300) return false;
        Span<byte> ascii = stackalloc byte[300];
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] > '~') return false;
            ascii[index] = (byte)text[index];
        }

        return IsId(ascii[..text.Length]);
    }

    /// <summary>Whether bytes are an identifier.</summary>
    internal static bool IsId(ReadOnlySpan<byte> text)
    {
        var cut = text.Length - 38;
        if (cut < 3 || text[cut] != '-' || text[cut + 1] != '-' || !IsType(text[..cut])) return false;
        var uuid = text[(cut + 2)..];
        for (var index = 0; index < 36; index++)
        {
            if (index is 8 or 13 or 18 or 23)
            {
                if (uuid[index] != '-') return false;
            }
            else if (!char.IsAsciiHexDigit((char)uuid[index]))
            {
                return false;
            }
        }

        // Any version of RFC 9562, and its variant.
        return uuid[14] is >= (byte)'1' and <= (byte)'8' && uuid[19] is ((byte)'8' or (byte)'9' or (byte)'a' or (byte)'b' or (byte)'A' or (byte)'B');
    }

    /// <summary>Whether bytes may name a type: lower-case letters, digits and hyphens, a letter first.</summary>
    internal static bool IsType(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 3 or > 250 || text[0] is < (byte)'a' or > (byte)'z') return false;
        foreach (var letter in text)
            if (letter is not ((>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'-')) return false;
        return true;
    }
}
