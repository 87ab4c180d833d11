using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Intelligence.Communities;

/// <summary>The signature of a STIX object by the peer that made it: Ed25519 over the canonical JSON (RFC 8785) of the object without the signature.</summary>
/// <remarks>It travels inside the object as a property extension (STIX 2.1 §7.3), so that it survives every server and every relay.</remarks>
public static class ObjectSignature
{
    /// <summary>The id of the extension.</summary>
    public const string Extension = "extension-definition--7b9fc1c6-5a0c-4d0e-9d5f-3c1a7e52b8d4";

    /// <summary>Signs an object; its <c>created_by_ref</c> becomes the signer.</summary>
    /// <exception cref="InvalidDataException">The object has no canonical form.</exception>
    public static JsonObject Sign(JsonObject unsigned, PeerKey key)
    {
        var signed = (JsonObject)unsigned.DeepClone();
        Remove(signed);
        signed["created_by_ref"] = key.Id.Identity;
        var signature = key.Sign(CanonicalJson.Bytes(signed));
        if (signed["extensions"] is not JsonObject extensions) signed["extensions"] = extensions = [];
        extensions[Extension] = new JsonObject { ["extension_type"] = "property-extension", ["key"] = key.Id.Text, ["signature"] = Base64Url.EncodeToString(signature) };
        return signed;
    }

    /// <summary>Reads an object and checks who signed it.</summary>
    /// <param name="json">The object; hostile until this says otherwise.</param>
    /// <param name="unsigned">The object without its signature.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The signer; null when the signature does not hold.</returns>
    public static PeerId? Verify(ReadOnlyMemory<byte> json, out JsonObject? unsigned, out string problem)
    {
        (unsigned, problem) = (null, "");
        try
        {
            if (JsonNode.Parse(json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth, AllowDuplicateProperties = false }) is not JsonObject node) return Refuse("it is not an object", out problem);
            if (node["extensions"]?[Extension] is not JsonObject extension || Text(extension["key"]) is not { } key || Text(extension["signature"]) is not { } text) return Refuse("it is not signed", out problem);

            // Every byte of an object is signed or has one form only, so that two objects never pass for the same version.
            if (extension.Count != 3 || Text(extension["extension_type"]) != "property-extension") return Refuse("its signature has not the right form", out problem);
            Remove(node);
            Span<byte> signature = stackalloc byte[64];
            if (PeerId.Read(key) is not { } signer || text.Length != 86 || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, signature, out var written) || written != 64 || Base64Url.EncodeToString(signature) != text || signer.Text != key) return Refuse("its signature has not the right form", out problem);
            if (!signer.Verify(CanonicalJson.Bytes(node), signature)) return Refuse("its signature does not fit: it was altered, or signed by somebody else", out problem);
            if (Text(node["created_by_ref"]) != signer.Identity) return Refuse("it was signed by another than the one it names as its author", out problem);
            unsigned = node;
            return signer;
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidDataException or InvalidOperationException or ArgumentException)
        {
            return Refuse("it is no JSON that has one meaning", out problem);
        }
    }

    static void Remove(JsonObject node)
    {
        if (node["extensions"] is not JsonObject extensions) return;
        extensions.Remove(Extension);
        if (extensions.Count == 0) node.Remove("extensions");
    }

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static PeerId? Refuse(string why, out string problem)
    {
        problem = why;
        return null;
    }
}
