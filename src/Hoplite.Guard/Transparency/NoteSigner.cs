using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Hoplite.Guard.Transparency;

/// <summary>The secret key of a ledger. Its text form is the one of signers of C2SP notes; it never leaves the key file.</summary>
sealed class NoteSigner : IDisposable
{
    const string Mark = "PRIVATE+KEY+";

    readonly Key _key;

    NoteSigner(string? name, Key key)
    {
        _key = key;
        Verifier = new NoteVerifier(name ?? NameOf(key.PublicKey), key.PublicKey);
    }

    /// <summary>The public half.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>A new key with a name of its own.</summary>
    public static NoteSigner Create() =>
        new(null, Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <summary>Reads the text form.</summary>
    /// <exception cref="InvalidDataException">It is no key.</exception>
    public static NoteSigner Parse(string text)
    {
        var parts = text.Split('\n') is [var line, ""] && line.StartsWith(Mark, StringComparison.Ordinal) ? line[Mark.Length..].Split('+', 3) : [];
        if (parts.Length == 3 && Base64.Read(parts[2]) is [1, ..] blob
            && Key.TryImport(SignatureAlgorithm.Ed25519, blob.AsSpan(1), KeyBlobFormat.RawPrivateKey, out var key, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }))
        {
            var signer = new NoteSigner(parts[0], key!);
            if (signer.Verifier.Id.ToString("x8", CultureInfo.InvariantCulture) == parts[1]) return signer;
            signer.Dispose();
        }

        throw new InvalidDataException("the key file of the ledger holds no key");
    }

    /// <summary>Signs a text.</summary>
    public byte[] Sign(ReadOnlySpan<byte> text) => SignatureAlgorithm.Ed25519.Sign(_key, text);

    /// <summary>The text form.</summary>
    public string Export() => $"{Mark}{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([1, .. _key.Export(KeyBlobFormat.RawPrivateKey)])}\n";

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    // Two installations must not have one name, and a name must not tell of whom it is.
    static string NameOf(PublicKey key) =>
        $"hoplite/ledger/{Convert.ToHexStringLower(SHA256.HashData(key.Export(KeyBlobFormat.RawPublicKey)).AsSpan(0, 6))}";
}
