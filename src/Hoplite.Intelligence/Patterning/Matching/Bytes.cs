namespace Hoplite.Intelligence.Patterning;

/// <summary>Bytes and the text that stands for them, one character below 256 for each.</summary>
static class Bytes
{
    /// <summary>The bytes of a text; null when a character is none.</summary>
    public static byte[]? Of(string text)
    {
        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\u00FF')) return null;
        var bytes = new byte[text.Length];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)text[i];
        return bytes;
    }

    /// <summary>The text of bytes.</summary>
    public static string Text(byte[] bytes) => string.Create(bytes.Length, bytes, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = (char)from[i];
    });
}
