using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>The X.509 v3 extensions of a certificate (STIX 2.1 §6.18.2).</summary>
/// <param name="Json">The property <c>x509_v3_extensions</c>.</param>
public sealed record X509V3Extension(JsonElement Json)
{
    /// <summary>The extensions of a certificate; null where it has none.</summary>
    public static X509V3Extension? Of(X509Certificate owner) => owner.X509V3Extensions is { ValueKind: JsonValueKind.Object } json ? new X509V3Extension(json) : null;

    /// <summary>The property <c>basic_constraints</c>; null where it is left out.</summary>
    public string? BasicConstraints => Extension.Text(Json, "basic_constraints");

    /// <summary>The property <c>name_constraints</c>; null where it is left out.</summary>
    public string? NameConstraints => Extension.Text(Json, "name_constraints");

    /// <summary>The property <c>policy_constraints</c>; null where it is left out.</summary>
    public string? PolicyConstraints => Extension.Text(Json, "policy_constraints");

    /// <summary>The property <c>key_usage</c>; null where it is left out.</summary>
    public string? KeyUsage => Extension.Text(Json, "key_usage");

    /// <summary>The property <c>extended_key_usage</c>; null where it is left out.</summary>
    public string? ExtendedKeyUsage => Extension.Text(Json, "extended_key_usage");

    /// <summary>The property <c>subject_key_identifier</c>; null where it is left out.</summary>
    public string? SubjectKeyIdentifier => Extension.Text(Json, "subject_key_identifier");

    /// <summary>The property <c>authority_key_identifier</c>; null where it is left out.</summary>
    public string? AuthorityKeyIdentifier => Extension.Text(Json, "authority_key_identifier");

    /// <summary>The property <c>subject_alternative_name</c>; null where it is left out.</summary>
    public string? SubjectAlternativeName => Extension.Text(Json, "subject_alternative_name");

    /// <summary>The property <c>issuer_alternative_name</c>; null where it is left out.</summary>
    public string? IssuerAlternativeName => Extension.Text(Json, "issuer_alternative_name");

    /// <summary>The property <c>subject_directory_attributes</c>; null where it is left out.</summary>
    public string? SubjectDirectoryAttributes => Extension.Text(Json, "subject_directory_attributes");

    /// <summary>The property <c>crl_distribution_points</c>; null where it is left out.</summary>
    public string? CrlDistributionPoints => Extension.Text(Json, "crl_distribution_points");

    /// <summary>The property <c>inhibit_any_policy</c>; null where it is left out.</summary>
    public string? InhibitAnyPolicy => Extension.Text(Json, "inhibit_any_policy");

    /// <summary>The property <c>private_key_usage_period_not_before</c>; null where it is left out.</summary>
    public StixTime? PrivateKeyUsagePeriodNotBefore => Extension.Time(Json, "private_key_usage_period_not_before");

    /// <summary>The property <c>private_key_usage_period_not_after</c>; null where it is left out.</summary>
    public StixTime? PrivateKeyUsagePeriodNotAfter => Extension.Time(Json, "private_key_usage_period_not_after");

    /// <summary>The property <c>certificate_policies</c>; null where it is left out.</summary>
    public string? CertificatePolicies => Extension.Text(Json, "certificate_policies");

    /// <summary>The property <c>policy_mappings</c>; null where it is left out.</summary>
    public string? PolicyMappings => Extension.Text(Json, "policy_mappings");
}
