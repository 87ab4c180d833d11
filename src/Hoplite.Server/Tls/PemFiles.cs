using System.Security.Cryptography.X509Certificates;

namespace Hoplite.Server.Tls;

/// <summary>Certificates and keys as files.</summary>
static class PemFiles
{
    /// <summary>Writes a file that only we can read, at once or not at all.</summary>
    public static void Write(string path, string text)
    {
        var next = path + ".new";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(next, options))
        using (var writer = new StreamWriter(file)) writer.Write(text);
        File.Move(next, path, overwrite: true);
    }

    /// <summary>Reads a certificate with its key and its chain; null when there is none.</summary>
    /// <exception cref="InvalidDataException">They do not fit, or are no PEM.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Chain)? Read(string certificate, string key)
    {
        if (!File.Exists(certificate) || !File.Exists(key)) return null;
        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(certificate);
            var own = X509Certificate2.CreateFromPemFile(certificate, key);
            chain.RemoveAt(0);
            // Windows cannot serve with a key that it has not stored.
            return (OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null) : own, chain);
        }
        catch (Exception bad) when (bad is System.Security.Cryptography.CryptographicException or ArgumentException or IOException)
        {
            throw new InvalidDataException($"the certificate {certificate} or its key cannot be used: {bad.Message}", bad);
        }
    }
}
