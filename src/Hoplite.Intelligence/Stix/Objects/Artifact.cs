using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Bytes, or where they are (§6.1): an object of type <c>artifact</c>.</summary>
public sealed record Artifact : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Artifact(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>mime_type</c>; null where it is left out.</summary>
    public string? MimeType => Text("mime_type");

    /// <summary>The property <c>payload_bin</c>; null where it is left out.</summary>
    public string? PayloadBin => Text("payload_bin");

    /// <summary>The property <c>url</c>; null where it is left out.</summary>
    public string? Url => Text("url");

    /// <summary>The property <c>hashes</c>; null where it is left out.</summary>
    public JsonElement? Hashes => Property("hashes");

    /// <summary>The property <c>encryption_algorithm</c>; null where it is left out.</summary>
    public string? EncryptionAlgorithm => Text("encryption_algorithm");

    /// <summary>The property <c>decryption_key</c>; null where it is left out.</summary>
    public string? DecryptionKey => Text("decryption_key");
}
