using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Certificates that a configuration names by their files.</summary>
static class PemFile
{
    /// <summary>A certificate; null when no file is named.</summary>
    /// <exception cref="FormatException">The file is none.</exception>
    public static X509Certificate2? Alone(string? file) => file is null ? null : Read(file, () => X509CertificateLoader.LoadCertificateFromFile(file));

    /// <summary>A certificate with its key, both in one file; null when no file is named.</summary>
    /// <exception cref="FormatException">The file is none.</exception>
    public static X509Certificate2? WithKey(string? file) => file is null ? null : Read(file, () =>
    {
        // On some systems TLS takes a key only after it went through a store.
        using var read = X509Certificate2.CreateFromPemFile(file);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    });

    static X509Certificate2 Read(string file, Func<X509Certificate2> how)
    {
        try
        {
            return how();
        }
        catch (Exception wrong) when (wrong is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{file} is no certificate in PEM that can be read", wrong);
        }
    }
}
