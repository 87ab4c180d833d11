using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A certificate (§6.18): an object of type <c>x509-certificate</c>.</summary>
public sealed record X509Certificate : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public X509Certificate(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>is_self_signed</c>; null where it is left out.</summary>
    public bool? IsSelfSigned => Flag("is_self_signed");

    /// <summary>The property <c>hashes</c>; null where it is left out.</summary>
    public JsonElement? Hashes => Property("hashes");

    /// <summary>The property <c>version</c>; null where it is left out.</summary>
    public string? Version => Text("version");

    /// <summary>The property <c>serial_number</c>; null where it is left out.</summary>
    public string? SerialNumber => Text("serial_number");

    /// <summary>The property <c>signature_algorithm</c>; null where it is left out.</summary>
    public string? SignatureAlgorithm => Text("signature_algorithm");

    /// <summary>The property <c>issuer</c>; null where it is left out.</summary>
    public string? Issuer => Text("issuer");

    /// <summary>The property <c>validity_not_before</c>; null where it is left out.</summary>
    public StixTime? ValidityNotBefore => Time("validity_not_before");

    /// <summary>The property <c>validity_not_after</c>; null where it is left out.</summary>
    public StixTime? ValidityNotAfter => Time("validity_not_after");

    /// <summary>The property <c>subject</c>; null where it is left out.</summary>
    public string? Subject => Text("subject");

    /// <summary>The property <c>subject_public_key_algorithm</c>; null where it is left out.</summary>
    public string? SubjectPublicKeyAlgorithm => Text("subject_public_key_algorithm");

    /// <summary>The property <c>subject_public_key_modulus</c>; null where it is left out.</summary>
    public string? SubjectPublicKeyModulus => Text("subject_public_key_modulus");

    /// <summary>The property <c>subject_public_key_exponent</c>; null where it is left out.</summary>
    public long? SubjectPublicKeyExponent => Whole("subject_public_key_exponent");

    /// <summary>The property <c>x509_v3_extensions</c>; null where it is left out.</summary>
    public JsonElement? X509V3Extensions => Property("x509_v3_extensions");
}
