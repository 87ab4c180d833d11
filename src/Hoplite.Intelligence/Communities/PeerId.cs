using System.Security.Cryptography;
using NSec.Cryptography;

namespace Hoplite.Intelligence.Communities;

/// <summary>Who a peer is: its public key, and the STIX identity that follows from it. Nobody can take the identity without the key.</summary>
public sealed class PeerId : IEquatable<PeerId>
{
    /// <summary>Bytes of a public key.</summary>
    public const int Length = 32;

    readonly byte[] _key;

    internal PeerId(ReadOnlySpan<byte> key)
    {
        _key = key.ToArray();
        Text = System.Buffers.Text.Base64Url.EncodeToString(_key);
        Identity = "identity--" + Shaped(SHA256.HashData(_key));
    }

    /// <summary>The public key in base64url.</summary>
    public string Text { get; }

    /// <summary>The id of its STIX identity: <c>identity--</c> and a UUIDv8 (RFC 9562 §5.8) from the SHA-256 of the key.</summary>
    public string Identity { get; }

    /// <summary>Reads a public key in base64url; null when it is none.</summary>
    public static PeerId? Read(string? text)
    {
        Span<byte> key = stackalloc byte[Length];
        return text?.Length == 43 && System.Buffers.Text.Base64Url.IsValid(text) && System.Buffers.Text.Base64Url.TryDecodeFromChars(text, key, out var written) && written == Length ? new PeerId(key) : null;
    }

    /// <summary>Stands for a source that has no key; nobody can sign for it.</summary>
    internal static PeerId OfName(string source) => new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("source\0" + source)));

    /// <summary>Whether this peer signed bytes.</summary>
    public bool Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, _key, KeyBlobFormat.RawPublicKey, out var key) && SignatureAlgorithm.Ed25519.Verify(key!, bytes, signature);

    /// <inheritdoc />
    public bool Equals(PeerId? other) => other is not null && _key.AsSpan().SequenceEqual(other._key);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as PeerId);

    /// <inheritdoc />
    public override int GetHashCode() => BitConverter.ToInt32(_key);

    /// <inheritdoc />
    public override string ToString() => Text;

    static Guid Shaped(byte[] hash)
    {
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
