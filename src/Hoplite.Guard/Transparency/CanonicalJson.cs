using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Guard.Transparency;

/// <summary>
/// The one form of a JSON value that is hashed and signed: RFC 8785 (JCS). Members are ordered by the UTF-16 units of their names (§3.2.3),
/// numbers are written as ECMAScript does (§3.2.2.3), nothing is escaped that need not be (§3.2.2.2).
/// </summary>
/// <remarks>
/// Beyond the RFC, a whole number that a double cannot carry is refused and not rounded: what is signed must be what was meant
/// (RFC 7493 §2.2).
/// </remarks>
public static class CanonicalJson
{
    /// <summary>Objects and arrays that may lie in one another.</summary>
    public const int MaxDepth = 64;

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The canonical bytes of a value that was built; null is the JSON value <c>null</c>.</summary>
    /// <exception cref="InvalidDataException">It has no canonical form: a lone surrogate, a number that is none, a name twice, or too deep.</exception>
    public static byte[] Bytes(JsonNode? value) => Write(writer => new CanonicalWriter(writer).Write(value, 0));

    /// <summary>The canonical bytes of a value that was read.</summary>
    /// <exception cref="InvalidDataException">It has no canonical form.</exception>
    public static byte[] Bytes(JsonElement value) => Write(writer => new CanonicalWriter(writer).Write(value, 0));

    /// <summary>The canonical bytes of JSON text.</summary>
    /// <exception cref="InvalidDataException">It is no JSON, or has no canonical form.</exception>
    public static byte[] Bytes(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Bytes(document.RootElement);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // The second is what a lone surrogate in the name of a member ends in.
            throw new InvalidDataException($"this is no JSON that has one meaning: {wrong.Message}", wrong);
        }
    }

    /// <summary>Whether bytes are JSON in canonical form already.</summary>
    public static bool IsCanonical(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Bytes(utf8).AsSpan().SequenceEqual(utf8.Span);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The canonical form as text, for people and tests.</summary>
    /// <exception cref="InvalidDataException">It has no canonical form.</exception>
    public static string Text(JsonNode? value) => Encoding.UTF8.GetString(Bytes(value));

    static byte[] Write(Action<ArrayBufferWriter<byte>> write)
    {
        var target = new ArrayBufferWriter<byte>(256);
        try
        {
            write(target);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"the value has no canonical form: {wrong.Message}", wrong);
        }

        return target.WrittenSpan.ToArray();
    }
}
