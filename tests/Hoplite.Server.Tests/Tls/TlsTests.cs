using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Api;
using Hoplite.Server.Tls;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Tls;

public sealed class TlsTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-tls-").FullName;
    readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public void A_certificate_is_made_at_the_first_start_and_kept()
    {
        var options = new TlsOptions { Folder = Path.Combine(_folder, "made"), Names = ["hoplite.lan", "192.0.2.7"] };
        var first = Open(options);
        Assert.True(first.IsSelfSigned);
        Assert.Matches("^([0-9A-F]{2}:){31}[0-9A-F]{2}$", first.Fingerprint);
        var certificate = first.Current.TargetCertificate;
        Assert.All(new[] { "hoplite.lan", "localhost" }, n => Assert.True(certificate.MatchesHostname(n)));
        Assert.True(certificate.MatchesHostname("192.0.2.7"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(options.Folder, "server.pem")));
        Assert.Equal(first.Fingerprint, Open(options).Fingerprint);
        _clock.Advance(TimeSpan.FromDays(400));
        Assert.NotEqual(first.Fingerprint, Open(options).Fingerprint);
    }

    [Fact]
    public void A_new_certificate_is_shown_without_a_restart_and_a_broken_one_is_not()
    {
        var (certificate, key) = (Path.Combine(_folder, "c.pem"), Path.Combine(_folder, "k.pem"));
        Write(certificate, key, "one");
        var server = Open(new TlsOptions { Folder = _folder, CertificateFile = certificate, KeyFile = key });
        Assert.Equal("CN=one", server.Current.TargetCertificate.Subject);
        Assert.Equal("CN=middle", Assert.Single(server.Current.IntermediateCertificates).Subject);
        File.WriteAllText(certificate, "broken");
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("CN=one", server.Current.TargetCertificate.Subject);
        Write(certificate, key, "two");
        _clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("CN=two", server.Current.TargetCertificate.Subject);
        Assert.Throws<InvalidDataException>(() => Open(new TlsOptions { Folder = _folder, CertificateFile = Path.Combine(_folder, "none.pem") }));
        File.WriteAllText(certificate, "broken");
        Assert.Contains("cannot be used", Assert.Throws<InvalidDataException>(() => Open(new TlsOptions { Folder = _folder, CertificateFile = certificate, KeyFile = key })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_tls_the_cookie_belongs_to_this_host_alone_and_browsers_are_told_to_stay()
    {
        await using var app = Site();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var handler = new SocketsHttpHandler { SslOptions = Trusting(app, SslProtocols.None) };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) };
        client.DefaultRequestHeaders.Add("X-Hoplite", "1");
        var answer = await client.PostAsync("/api/v1/identity/setup", new StringContent("""{"name":"root","password":"a quite long passphrase"}""", null, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-hoplite-session=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.Contains("\"name\":\"root\"", await client.GetStringAsync("/api/v1/session", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_versions_of_tls_are_refused()
    {
        await using var app = Site();
        await app.StartAsync(TestContext.Current.CancellationToken);
#pragma warning disable SYSLIB0039 // That they are obsolete is what this is about.
        foreach (var (version, isTaken) in new[] { (SslProtocols.Tls12, true), (SslProtocols.Tls13, true), (SslProtocols.Tls11, false) })
#pragma warning restore SYSLIB0039
        {
            using var client = new TcpClient("127.0.0.1", new Uri(app.Urls.First()).Port);
            await using var stream = new SslStream(client.GetStream());
            var failure = await Record.ExceptionAsync(() => stream.AuthenticateAsClientAsync(Trusting(app, version), TestContext.Current.CancellationToken));
            Assert.Equal(isTaken, failure is null);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static SslClientAuthenticationOptions Trusting(WebApplication app, SslProtocols version)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(app.Services.GetRequiredService<ServerCertificate>().Current.TargetCertificate);
        return new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = version, CertificateChainPolicy = policy };
    }

    WebApplication Site()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(CaseDatabase.Open(Path.Combine(_folder, "cases.db")));
        builder.Services.AddHopliteIdentity(new AccountOptions { KeyFolder = Path.Combine(_folder, "keys"), PasswordRounds = 1_000 });
        builder.Services.AddHopliteTls(new TlsOptions { Folder = Path.Combine(_folder, "tls") });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHopliteTls(k.ApplicationServices.GetRequiredService<ServerCertificate>())));
        var app = builder.Build();
        app.UseHopliteIdentity();
        app.MapIdentity();
        return app;
    }

    ServerCertificate Open(TlsOptions options) => ServerCertificate.Open(options, _clock, NullLogger<ServerCertificate>.Instance);

    void Write(string certificate, string key, string name)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var middleKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = Authority("root", rootKey).CreateSelfSigned(_clock.GetUtcNow().AddDays(-1), _clock.GetUtcNow().AddDays(90));
        using var issued = Authority("middle", middleKey).Create(root, _clock.GetUtcNow().AddHours(-1), _clock.GetUtcNow().AddDays(80), [2]);
        using var signer = issued.CopyWithPrivateKey(middleKey);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = new CertificateRequest("CN=" + name, own, HashAlgorithmName.SHA256).Create(signer, _clock.GetUtcNow(), _clock.GetUtcNow().AddDays(60), [1]);
        File.WriteAllText(key, own.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificate, signed.ExportCertificatePem() + "\n" + signer.ExportCertificatePem());
    }

    static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request;
    }
}
