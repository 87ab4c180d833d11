using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hoplite.Server.Tls.Acme;

/// <summary>Gets a certificate when there is none from the authority, and a new one when a third of its life is left.</summary>
public sealed partial class AcmeRenewal : BackgroundService
{
    static readonly TimeSpan LookEvery = TimeSpan.FromHours(12);
    static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    readonly TlsOptions _options;
    readonly AcmeOptions _acme;
    readonly AcmeChallenges _challenges;
    readonly TimeProvider _time;
    readonly ILogger<AcmeRenewal> _log;

    /// <summary>Makes the service.</summary>
    /// <exception cref="InvalidDataException">An option is wrong.</exception>
    public AcmeRenewal(TlsOptions options, AcmeChallenges challenges, TimeProvider time, ILogger<AcmeRenewal> log)
    {
        (_options, _challenges, _time, _log) = (options, challenges, time, log);
        _acme = options.Acme ?? throw new InvalidDataException("there is no ACME authority");
        if (!_acme.AgreesToTerms) throw new InvalidDataException("ACME needs your agreement to the authority's terms (agreesToTerms)");
        if (_acme.Names.Count == 0) throw new InvalidDataException("ACME needs the names of the server");
        if (_acme.Directory.Scheme != "https" && !_acme.Directory.IsLoopback) throw new InvalidDataException("the ACME directory must be https");
    }

    /// <summary>Why the last try failed; null when it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Gets a certificate if it is time; the server's certificate takes it up by itself.</summary>
    /// <returns>Whether there is a new one.</returns>
    public async Task<bool> RenewAsync(CancellationToken cancellation)
    {
        if (!IsTime()) return false;
        Directory.CreateDirectory(_options.Folder);
        using var key = AcmeKey.Open(Path.Combine(_options.Folder, "acme-account.pem"));
        using var client = Client();
        var certificate = await new AcmeOrder(_acme, new AcmeConnection(client, key), key, _challenges, _time).GetAsync(cancellation).ConfigureAwait(false);
        PemFiles.Write(ServerCertificate.PathIn(_options.Folder), certificate);
        Got(_log, string.Join(", ", _acme.Names));
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RenewAsync(stoppingToken).ConfigureAwait(false);
                Problem = null;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                Problem = problem.Message;
                Failed(_log, problem.Message);
            }

            await Task.Delay(Problem is null ? LookEvery : AfterFailure, _time, stoppingToken).ConfigureAwait(false);
        }
    }

    bool IsTime()
    {
        var path = ServerCertificate.PathIn(_options.Folder);
        if (PemFiles.Read(path, path) is not { Certificate: var kept }) return true;
        var left = kept.NotAfter.ToUniversalTime() - _time.GetUtcNow().UtcDateTime;
        return kept.Subject == kept.Issuer || left < (kept.NotAfter - kept.NotBefore) / 3 || _acme.Names.Any(n => !kept.MatchesHostname(n));
    }

    HttpClient Client()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(20) };
        if (_acme.RootFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(_acme.RootFile);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Hoplite/0.1");
        return client;
    }

    [LoggerMessage(LogLevel.Information, "Got a certificate for {Names}")]
    static partial void Got(ILogger log, string names);

    [LoggerMessage(LogLevel.Warning, "No certificate from the ACME authority: {Why}")]
    static partial void Failed(ILogger log, string why);
}
