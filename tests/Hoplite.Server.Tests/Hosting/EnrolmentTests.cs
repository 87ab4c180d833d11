using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hoplite.Server.Tests.Hosting;

public sealed class EnrolmentTests
{
    [Fact]
    public async Task A_source_has_a_token_of_ours_or_a_certificate_of_its_own()
    {
        await using var site = await PlatformSite.StartAsync();
        var withToken = (await site.Admin.PostAsync("/api/v1/sources", new { name = "web servers" })).Json!;
        Assert.True(((string)withToken["token"]!).Length >= 24);
        Assert.Equal("http", (string)withToken["source"]!["kind"]!);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=firewall", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var withCertificate = (await site.Admin.PostAsync("/api/v1/sources", new { name = "firewall", certificate = certificate.ExportCertificatePem() })).Json!;
        Assert.Null(withCertificate["token"]);
        Assert.Equal(site.Server.Platform.Sources.ByCertificate(certificate)!.Id, (string)withCertificate["source"]!["id"]!);
    }
}
