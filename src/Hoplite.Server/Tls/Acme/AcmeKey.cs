using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Hoplite.Server.Tls.Acme;

/// <summary>The key of an ACME account; it signs every request (RFC 8555, ES256).</summary>
sealed class AcmeKey : IDisposable
{
    readonly ECDsa _key;
    readonly (string X, string Y) _point;

    AcmeKey(ECDsa key)
    {
        _key = key;
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        _point = (Base64Url.EncodeToString(point.X!), Base64Url.EncodeToString(point.Y!));
    }

    /// <summary>The public half, as JSON.</summary>
    public object Public => new { crv = "P-256", kty = "EC", x = _point.X, y = _point.Y };

    /// <summary>What a challenge is answered with, besides its token (RFC 7638).</summary>
    public string Thumbprint => Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Public)));

    /// <summary>Reads the key from a file, or makes it.</summary>
    public static AcmeKey Open(string path)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(path)) key.ImportFromPem(File.ReadAllText(path));
        else PemFiles.Write(path, key.ExportPkcs8PrivateKeyPem());
        return new AcmeKey(key);
    }

    /// <summary>A signed request.</summary>
    /// <param name="url">Where it goes.</param>
    /// <param name="nonce">What makes it unique.</param>
    /// <param name="account">The account; null while there is none.</param>
    /// <param name="payload">What it says; null for a plain question.</param>
    public byte[] Sign(Uri url, string nonce, string? account, object? payload)
    {
        object header = account is null ? new { alg = "ES256", nonce, url = url.AbsoluteUri, jwk = Public } : new { alg = "ES256", nonce, url = url.AbsoluteUri, kid = account };
        var (head, body) = (Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header)), payload is null ? "" : Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload)));
        var signature = _key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256);
        return JsonSerializer.SerializeToUtf8Bytes(new { @protected = head, payload = body, signature = Base64Url.EncodeToString(signature) });
    }

    public void Dispose() => _key.Dispose();
}
