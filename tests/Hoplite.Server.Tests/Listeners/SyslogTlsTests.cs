using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hoplite.Server.Listeners.Syslog;
using Hoplite.Server.Tls;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Listeners;

public sealed class SyslogTlsTests
{
    [Fact]
    public async Task A_sender_is_known_by_the_certificate_it_shows()
    {
        await using var bench = new Workbench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var own = Certificate("server");
        using var firewall = Certificate("firewall");
        using var stranger = Certificate("stranger");
        var enrolled = bench.Sources.Enrol("firewall", firewall, null);
        using var listener = new SyslogTcp(new SyslogOptions { Tls = 0, Certificate = Showing(own) }, isTls: true, bench.Intake, bench.Sources, TimeProvider.System);
        var run = listener.RunAsync(stop.Token);
        await SendAsync(listener.Port, firewall, "25 <13>from a known firewall");
        await bench.LinesAsync(1);
        await SendAsync(listener.Port, stranger, "<13>from a stranger\n");
        await bench.LinesAsync(2);
        await SendAsync(listener.Port, null, "<13>from nobody in particular\n");
        await bench.LinesAsync(3);
        Assert.Equal([enrolled.Id, "syslog:127.0.0.1", "syslog:127.0.0.1"], bench.Deliveries().Select(d => d.Source));
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task What_is_no_TLS_is_refused_and_the_next_sender_is_served()
    {
        await using var bench = new Workbench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var own = Certificate("server");
        using var listener = new SyslogTcp(new SyslogOptions { Tls = 0, Certificate = Showing(own) }, isTls: true, bench.Intake, bench.Sources, TimeProvider.System);
        var run = listener.RunAsync(stop.Token);
        using (var plain = new TcpClient())
        {
            await plain.ConnectAsync(IPAddress.Loopback, listener.Port, stop.Token);
            await plain.GetStream().WriteAsync("<13>in clear\n"u8.ToArray(), stop.Token);
            Assert.True(await plain.GetStream().ReadAsync(new byte[64], stop.Token) is >= 0);
        }

        await SendAsync(listener.Port, null, "<13>as it should be\n");
        Assert.Equal("<13>as it should be", Assert.Single(await bench.LinesAsync(1)));
        Assert.True(bench.Sources.HealthOf("syslog:127.0.0.1").Rejected > 0);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_the_next_sender()
    {
        await using var bench = new Workbench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("hoplite-syslog-tls-").FullName;
        var path = Path.Combine(folder, "own.pem");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        Write(path, "before", clock);
        var kept = ServerCertificate.Open(new TlsOptions { Folder = folder, CertificateFile = path }, clock, NullLogger<ServerCertificate>.Instance);
        using var listener = new SyslogTcp(new SyslogOptions { Tls = 0, Certificate = () => kept.Current }, isTls: true, bench.Intake, bench.Sources, TimeProvider.System);
        var run = listener.RunAsync(stop.Token);
        Assert.Equal("CN=before", await SendAsync(listener.Port, null, "<13>one\n"));
        clock.Advance(TimeSpan.FromMinutes(1));
        Write(path, "after", clock);
        Assert.Equal("CN=after", await SendAsync(listener.Port, null, "<13>two\n"));
        await bench.LinesAsync(2);
        await stop.CancelAsync();
        await run;
        Directory.Delete(folder, recursive: true);
    }

    static Func<SslStreamCertificateContext> Showing(X509Certificate2 certificate)
    {
        var context = SslStreamCertificateContext.Create(certificate, null, offline: true);
        return () => context;
    }

    static void Write(string path, string name, TimeProvider time)
    {
        using var certificate = Certificate(name);
        File.WriteAllText(path, certificate.ExportCertificatePem() + "\n" + certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
    }

    // Answers who the server said it is.
    static async Task<string> SendAsync(int port, X509Certificate2? shown, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        await using var secure = new SslStream(client.GetStream(), false, static (_, _, _, _) => true);
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = shown is null ? null : [shown], LocalCertificateSelectionCallback = (_, _, _, _, _) => shown! };
        await secure.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
        await secure.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);
        await secure.ShutdownAsync();
        return secure.RemoteCertificate!.Subject;
    }

    static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
