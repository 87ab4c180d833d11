using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Response.Cacao.Signing;

/// <summary>The very bytes that a signature of CACAO 2.0 §9 is made over.</summary>
static class JssText
{
    /// <summary>
    /// The text that is signed: the small hex digits of the hash of the canonical form. It is this text, and not the bytes of the hash,
    /// that goes into the signature algorithm, as the example of OASIS shows.
    /// </summary>
    /// <param name="playbook">The playbook; any signatures in it are left out.</param>
    /// <param name="signatures">The signatures that are covered, the one in question last and without its value.</param>
    /// <param name="hash">The name of the hash algorithm.</param>
    /// <returns>Null when the hash algorithm is not known.</returns>
    public static byte[]? Of(JsonObject playbook, IEnumerable<JsonObject> signatures, string hash)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in playbook)
            if (name != "signatures") copy[name] = value?.DeepClone();
        copy["signatures"] = new JsonArray([.. signatures.Select(s => (JsonNode)s.DeepClone())]);
        var bytes = CanonicalJson.Bytes(copy);
        var digest = hash.ToUpperInvariant() switch
        {
            "SHA-256" or "SHA256" => SHA256.HashData(bytes),
            "SHA-384" or "SHA384" => SHA384.HashData(bytes),
            "SHA-512" or "SHA512" => SHA512.HashData(bytes),
            _ => null,
        };
        return digest is null ? null : Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest));
    }

    /// <summary>A copy of a signature without the members named.</summary>
    public static JsonObject Without(JsonObject signature, params ReadOnlySpan<string> members)
    {
        var copy = (JsonObject)signature.DeepClone();
        foreach (var member in members) copy.Remove(member);
        return copy;
    }

    /// <summary>The bytes of Base64 for URLs (RFC 4648 §5), padded whole or not at all; null when the text is not exactly what its bytes are written as.</summary>
    public static byte[]? ReadUrl(string text)
    {
        try
        {
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
            var plain = System.Buffers.Text.Base64Url.EncodeToString(bytes);
            return text == plain || text == plain.PadRight((plain.Length + 3) / 4 * 4, '=') ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
