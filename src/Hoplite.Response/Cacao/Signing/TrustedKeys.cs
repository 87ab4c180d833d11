using System.Security.Cryptography;

namespace Hoplite.Response.Cacao.Signing;

/// <summary>The public keys whose signatures on playbooks count. A key that comes with a signature is never trusted because of that.</summary>
/// <param name="keys">The keys.</param>
public sealed class TrustedKeys(IEnumerable<TrustedKey> keys)
{
    readonly Dictionary<string, TrustedKey> _keys = keys.DistinctBy(k => k.Thumbprint).ToDictionary(k => k.Thumbprint, StringComparer.Ordinal);

    /// <summary>A ring without keys: nothing is trusted.</summary>
    public static TrustedKeys None { get; } = new([]);

    /// <summary>The key of a thumbprint; null when it is not trusted.</summary>
    public TrustedKey? Find(string thumbprint) => _keys.GetValueOrDefault(thumbprint);
}

/// <summary>One public key that is trusted.</summary>
/// <param name="Name">Its name here, for people.</param>
/// <param name="Info">Its SubjectPublicKeyInfo, DER (RFC 5280 §4.1.2.7).</param>
public sealed record TrustedKey(string Name, ReadOnlyMemory<byte> Info)
{
    /// <summary>SHA-256 of the key, small hex digits.</summary>
    public string Thumbprint { get; } = ThumbprintOf(Info.Span);

    /// <summary>Reads a key from PEM text with the label <c>PUBLIC KEY</c>.</summary>
    /// <exception cref="InvalidDataException">It holds none.</exception>
    public static TrustedKey FromPem(string name, string pem)
    {
        try
        {
            var fields = PemEncoding.Find(pem);
            if (pem[fields.Label] != "PUBLIC KEY") throw new InvalidDataException("the PEM text holds no public key");
            return new TrustedKey(name, Convert.FromBase64String(pem[fields.Base64Data]));
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new InvalidDataException("this is no PEM text of a public key", wrong);
        }
    }

    /// <summary>A thumbprint as small hex digits, from those or from Base64 for URLs (RFC 7517 §4.9).</summary>
    internal static string HexOf(string thumbprint) => thumbprint.Length is 43 or 44 && JssText.ReadUrl(thumbprint) is { Length: 32 } bytes ? Convert.ToHexStringLower(bytes) : thumbprint.ToLowerInvariant();

    /// <summary>The thumbprint of a SubjectPublicKeyInfo.</summary>
    public static string ThumbprintOf(ReadOnlySpan<byte> info) => Convert.ToHexStringLower(SHA256.HashData(info));
}
