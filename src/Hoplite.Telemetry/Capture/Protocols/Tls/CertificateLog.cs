using System.Security.Cryptography;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Writes a certificate as a row of x509.log.</summary>
static class CertificateLog
{
    static readonly int Row = LogNames.Source("x509");
    static readonly int Fingerprint = LogNames.Of("fingerprint"), Version = LogNames.Of("certificate.version"), Serial = LogNames.Of("certificate.serial");
    static readonly int Subject = LogNames.Of("certificate.subject"), Issuer = LogNames.Of("certificate.issuer");
    static readonly int NotBefore = LogNames.Of("certificate.not_valid_before"), NotAfter = LogNames.Of("certificate.not_valid_after");
    static readonly int KeyAlgorithm = LogNames.Of("certificate.key_alg"), Signature = LogNames.Of("certificate.sig_alg"), KeyType = LogNames.Of("certificate.key_type");
    static readonly int KeyLength = LogNames.Of("certificate.key_length"), Names = LogNames.Of("san.dns"), Authority = LogNames.Of("basic_constraints.ca");
    static readonly int Host = LogNames.Of("host_cert"), Client = LogNames.Of("client_cert");

    /// <summary>Writes the row.</summary>
    /// <returns>The certificate; null when it could not be read.</returns>
    public static Certificate? Write(LogWriter log, Connection c, ReadOnlySpan<byte> bytes, bool isHost, bool isClient, Span<byte> fingerprint)
    {
        SHA256.HashData(bytes, fingerprint);
        if (Certificate.Parse(bytes) is not { } certificate) return null;
        log.Begin(c, log.Now);
        log.Hex(Fingerprint, fingerprint);
        log.Whole(Version, certificate.Version);
        log.Hex(Serial, certificate.Serial, upper: true);
        log.Text(Subject, certificate.Subject);
        log.Text(Issuer, certificate.Issuer);
        if (certificate.NotBefore != 0) log.Seconds(NotBefore, certificate.NotBefore - DateTime.UnixEpoch.Ticks);
        if (certificate.NotAfter != 0) log.Seconds(NotAfter, certificate.NotAfter - DateTime.UnixEpoch.Ticks);
        log.Text(KeyAlgorithm, certificate.KeyAlgorithm);
        log.Text(Signature, certificate.SignatureAlgorithm);
        log.Text(KeyType, certificate.KeyAlgorithm switch { "rsaEncryption" => "rsa", "id-ecPublicKey" => "ecdsa", "dsaEncryption" => "dsa", _ => "unknown" });
        if (certificate.KeyLength > 0) log.Whole(KeyLength, certificate.KeyLength);
        foreach (var name in certificate.Names) log.Text(Names, name);
        if (certificate.IsAuthority is { } authority) log.Flag(Authority, authority);
        log.Flag(Host, isHost);
        log.Flag(Client, isClient);
        log.End(Row);
        return certificate;
    }
}
