using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tls;

/// <summary>The certificate that the server shows. It is read again when its file changes; while the new one is no good, the old one stays.</summary>
public sealed partial class ServerCertificate
{
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    readonly string _certificate, _key;
    readonly TimeProvider _time;
    readonly ILogger _log;
    readonly Lock _gate = new();
    (DateTime Certificate, DateTime Key) _written;
    DateTimeOffset _looked;
    SslStreamCertificateContext _current = null!;

    ServerCertificate(string certificate, string key, TimeProvider time, ILogger log)
    {
        (_certificate, _key, _time, _log) = (certificate, key, time, log);
        if (!Read()) throw new InvalidDataException($"the certificate {certificate} or its key {key} is missing");
    }

    /// <summary>Opens the certificate; makes one when there is none.</summary>
    /// <exception cref="InvalidDataException">The files are missing or no good.</exception>
    public static ServerCertificate Open(TlsOptions options, TimeProvider time, ILogger<ServerCertificate> log)
    {
        if (options.CertificateFile is { } own) return new ServerCertificate(own, options.KeyFile ?? own, time, log);
        var folder = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(options.Folder) : Directory.CreateDirectory(options.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = PathIn(folder.FullName);
        if (PemFiles.Read(path, path) is not { } kept || kept.Certificate.NotAfter.ToUniversalTime() < time.GetUtcNow().UtcDateTime)
            PemFiles.Write(path, SelfSigned.Create(options.Names, time.GetUtcNow()));
        return new ServerCertificate(path, path, time, log);
    }

    /// <summary>What to show to a client now.</summary>
    public SslStreamCertificateContext Current
    {
        get
        {
            lock (_gate)
            {
                if (_time.GetUtcNow() - _looked >= LookEvery) Look();
                return _current;
            }
        }
    }

    /// <summary>The SHA-256 fingerprint, as browsers show it.</summary>
    public string Fingerprint => string.Join(':', Convert.ToHexString(SHA256.HashData(Current.TargetCertificate.RawData)).Chunk(2).Select(c => new string(c)));

    /// <summary>Until when it is good.</summary>
    public DateTimeOffset Expires => new(Current.TargetCertificate.NotAfter.ToUniversalTime());

    /// <summary>Whether nobody but we vouch for it, so that people have to compare the fingerprint.</summary>
    public bool IsSelfSigned => Current.TargetCertificate is var c && c.Subject == c.Issuer;

    // Certificate and key in one file are replaced at once.
    internal static string PathIn(string folder) => Path.Combine(folder, "server.pem");

    void Look()
    {
        try
        {
            if ((File.GetLastWriteTimeUtc(_certificate), File.GetLastWriteTimeUtc(_key)) != _written && Read()) Renewed(_log, Expires);
        }
        catch (InvalidDataException bad)
        {
            Kept(_log, bad.Message);
        }
        finally
        {
            _looked = _time.GetUtcNow();
        }
    }

    bool Read()
    {
        _looked = _time.GetUtcNow();
        var written = (File.GetLastWriteTimeUtc(_certificate), File.GetLastWriteTimeUtc(_key));
        if (PemFiles.Read(_certificate, _key) is not { } files) return false;
        _current = SslStreamCertificateContext.Create(files.Certificate, files.Chain, offline: true);
        _written = written;
        return true;
    }

    [LoggerMessage(LogLevel.Information, "The server shows a new certificate, good until {Expires}")]
    static partial void Renewed(ILogger log, DateTimeOffset expires);

    [LoggerMessage(LogLevel.Warning, "The server keeps its old certificate: {Why}")]
    static partial void Kept(ILogger log, string why);
}
