using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Hoplite.Guard.Transparency;

/// <summary>The public key of a ledger: an Ed25519 verifier of C2SP signed notes. Its text form is the <c>vkey</c> other tools read.</summary>
public sealed class NoteVerifier
{
    const byte Ed25519 = 1;

    readonly PublicKey _key;

    internal NoteVerifier(string name, PublicKey key)
    {
        (Name, _key) = (name, key);
        Id = IdOf(name, key.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>The name of the key, which is the origin of the ledger.</summary>
    public string Name { get; }

    /// <summary>The key id: the first four bytes of SHA-256 over name, line feed, 0x01 and key, big-endian.</summary>
    public uint Id { get; }

    /// <summary>Reads a <c>vkey</c>: name, id and key, joined by <c>+</c>.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static NoteVerifier Parse(string vkey)
    {
        var parts = vkey.Trim().Split('+', 3);
        if (parts.Length != 3 || parts[0].Length == 0 || parts[0].Any(char.IsWhiteSpace)) throw new InvalidDataException("a public key looks like name+id+base64; this is none");
        var blob = Base64.Read(parts[2]);
        if (blob is not [Ed25519, ..] || !PublicKey.TryImport(SignatureAlgorithm.Ed25519, blob.AsSpan(1), KeyBlobFormat.RawPublicKey, out var key))
            throw new InvalidDataException("the public key is not an Ed25519 key");
        var verifier = new NoteVerifier(parts[0], key!);
        if (parts[1] != verifier.Id.ToString("x8", CultureInfo.InvariantCulture)) throw new InvalidDataException("the id in the public key does not belong to the key");
        return verifier;
    }

    /// <summary>Whether a signature is of this key.</summary>
    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => SignatureAlgorithm.Ed25519.Verify(_key, text, signature);

    /// <summary>The <c>vkey</c>.</summary>
    public override string ToString() =>
        $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. _key.Export(KeyBlobFormat.RawPublicKey)])}";

    static uint IdOf(string name, byte[] key) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. key]));
}
