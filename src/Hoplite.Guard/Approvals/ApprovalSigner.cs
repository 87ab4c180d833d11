using System.Security.Cryptography;
using NSec.Cryptography;

namespace Hoplite.Guard.Approvals;

/// <summary>The secret key of a person who approves away from the console.</summary>
public sealed class ApprovalSigner : IDisposable
{
    readonly Key _key;

    ApprovalSigner(string person, Key key)
    {
        _key = key;
        var known = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        Public = new LocalApproverKey(person, IdOf(known), known);
    }

    /// <summary>The public half.</summary>
    public LocalApproverKey Public { get; }

    /// <summary>A new key.</summary>
    public static ApprovalSigner Create(string person) => new(person, Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport }));

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="FormatException">It is no key.</exception>
    public static ApprovalSigner Import(string person, string pem) =>
        Key.TryImport(SignatureAlgorithm.Ed25519, System.Text.Encoding.UTF8.GetBytes(pem), KeyBlobFormat.PkixPrivateKeyText, out var key) ? new ApprovalSigner(person, key!) : throw new FormatException("this is no Ed25519 key in PEM form");

    /// <summary>The public half of a key as others know it.</summary>
    /// <exception cref="FormatException">These are not 32 bytes in base64.</exception>
    public static LocalApproverKey PublicOf(string person, string base64)
    {
        Span<byte> bytes = stackalloc byte[33];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == 32 ? new LocalApproverKey(person, IdOf(bytes[..32]), bytes[..32].ToArray()) : throw new FormatException("a public key is 32 bytes in base64");
    }

    /// <summary>The secret half as PEM; keep it in a file that nobody else can read.</summary>
    public string Export() => System.Text.Encoding.UTF8.GetString(_key.Export(KeyBlobFormat.PkixPrivateKeyText));

    /// <summary>Says yes to a question.</summary>
    public LocalProof Sign(ApprovalRequest request) => new(Public.Id, SignatureAlgorithm.Ed25519.Sign(_key, request.Statement()));

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    static string IdOf(ReadOnlySpan<byte> known) => Convert.ToHexStringLower(SHA256.HashData(known)[..8]);
}
