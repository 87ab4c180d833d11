using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hoplite.Server.Tls;

/// <summary>A certificate for the local network that nobody has signed; people compare its fingerprint once.</summary>
static class SelfSigned
{
    static readonly TimeSpan Life = TimeSpan.FromDays(397);

    /// <summary>Makes one.</summary>
    /// <returns>Certificate and key, in PEM.</returns>
    public static string Create(IEnumerable<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Hoplite", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Concat(["localhost", Environment.MachineName.ToLowerInvariant(), "127.0.0.1", "::1"]).Distinct(StringComparer.OrdinalIgnoreCase))
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        // It is nobody's authority: whoever trusts it trusts this server and no other.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now + Life);
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}
