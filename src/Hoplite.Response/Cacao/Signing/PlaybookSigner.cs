using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NSec.Cryptography;

namespace Hoplite.Response.Cacao.Signing;

/// <summary>A secret key that signs playbooks.</summary>
public sealed class PlaybookSigner : IDisposable
{
    readonly IDisposable _key;
    readonly Func<byte[], byte[]> _sign;

    PlaybookSigner(IDisposable key, string algorithm, byte[] info, Func<byte[], byte[]> sign) => (_key, Algorithm, Info, _sign) = (key, algorithm, info, sign);

    /// <summary>The name of the algorithm (CACAO 2.0 §9.1.1).</summary>
    public string Algorithm { get; }

    /// <summary>The public half: its SubjectPublicKeyInfo, DER.</summary>
    public ReadOnlyMemory<byte> Info { get; }

    /// <summary>A signer with an RSA key.</summary>
    /// <param name="key">The key; it is disposed with the signer.</param>
    /// <param name="algorithm"><c>RS256</c>, <c>RS384</c> or <c>RS512</c>.</param>
    public static PlaybookSigner Rsa(RSA key, string algorithm = "RS256") =>
        new(key, algorithm, key.ExportSubjectPublicKeyInfo(), text => key.SignData(text, SignatureAlgorithms.HashOf(algorithm), RSASignaturePadding.Pkcs1));

    /// <summary>A signer with a key on the curve P-256: ES256.</summary>
    /// <param name="key">The key; it is disposed with the signer.</param>
    public static PlaybookSigner P256(ECDsa key) =>
        new(key, "ES256", key.ExportSubjectPublicKeyInfo(), text => key.SignData(text, System.Security.Cryptography.HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));

    /// <summary>A signer with an Ed25519 key.</summary>
    /// <param name="key">The key; it is disposed with the signer.</param>
    public static PlaybookSigner Ed25519(Key key) =>
        new(key, "Ed25519", key.PublicKey.Export(KeyBlobFormat.PkixPublicKey), text => SignatureAlgorithm.Ed25519.Sign(key, text));

    /// <summary>Signs a playbook. The playbook given is not changed.</summary>
    /// <param name="playbook">The playbook.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="now">The time of signing, UTC.</param>
    /// <param name="counterSign">Whether the signatures that are there already are covered as well.</param>
    /// <returns>A copy with one more signature.</returns>
    public JsonObject Sign(JsonObject playbook, Signee by, DateTimeOffset now, bool counterSign = false)
    {
        var time = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var signature = new JsonObject
        {
            ["type"] = "jss",
            ["id"] = $"jss--{Running.NamedIds.From($"{by.Id} {by.Name} {time} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}")}",
            ["created_by"] = by.Id,
            ["created"] = time,
            ["modified"] = time,
            ["signee"] = by.Name,
            ["valid_from"] = time,
            ["related_to"] = playbook["id"]?.DeepClone(),
            ["related_version"] = playbook["modified"]?.DeepClone(),
            ["hash_algorithm"] = "sha-256",
            ["algorithm"] = Algorithm,
            ["public_key"] = Convert.ToBase64String(Info.Span),
        };
        if (by.ValidUntil is { } until) signature["valid_until"] = until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        JsonObject[] earlier = playbook["signatures"] is JsonArray all ? [.. all.OfType<JsonObject>()] : [];
        signature["value"] = System.Buffers.Text.Base64Url.EncodeToString(_sign(JssText.Of(playbook, counterSign ? [.. earlier, signature] : [signature], "sha-256")!));
        var signed = (JsonObject)playbook.DeepClone();
        signed["signatures"] = new JsonArray([.. earlier.Select(e => (JsonNode)e.DeepClone()), signature]);
        return signed;
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();
}

/// <summary>Who signs a playbook.</summary>
/// <param name="Id">The id of the identity: <c>identity--</c> and a UUID.</param>
/// <param name="Name">The name, for people.</param>
/// <param name="ValidUntil">Until when the signature counts, UTC; null for without end.</param>
public sealed record Signee(string Id, string Name, DateTimeOffset? ValidUntil = null);
