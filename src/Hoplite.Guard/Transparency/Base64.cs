namespace Hoplite.Guard.Transparency;

/// <summary>Base64 of which there is one form for the same bytes: no spaces, no stray bits.</summary>
static class Base64
{
    /// <exception cref="InvalidDataException">It is no such text.</exception>
    public static byte[] Read(string text)
    {
        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var written) && Convert.ToBase64String(bytes, 0, written) == text) return bytes[..written];
        throw new InvalidDataException("this is no base64");
    }
}
