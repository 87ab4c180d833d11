using System.Net;
using Hoplite.Server.Tls;
using Hoplite.Server.Tls.Acme;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hoplite.Server.Tests.Tls;

public sealed class AcmeTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-acme-").FullName;
    readonly AcmeChallenges _challenges = new();

    [Fact]
    public async Task A_certificate_comes_from_the_authority_is_shown_at_once_and_renewed_in_time()
    {
        await using var site = await SiteAsync(_challenges);
        await using var authority = await AcmeServer.StartAsync(new Uri(site.Urls.First()));
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var options = Options(authority);
        var shown = ServerCertificate.Open(options, clock, NullLogger<ServerCertificate>.Instance);
        Assert.True(shown.IsSelfSigned);
        using var renewal = Renewal(options, clock);
        Assert.True(await renewal.RenewAsync(TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.False(shown.IsSelfSigned);
        Assert.True(shown.Current.TargetCertificate.MatchesHostname("www.hoplite.test"));
        Assert.Equal(authority.Root.Subject, shown.Current.TargetCertificate.Issuer);
        Assert.False(await renewal.RenewAsync(TestContext.Current.CancellationToken));
        clock.Advance(TimeSpan.FromDays(61));
        Assert.True(await renewal.RenewAsync(TestContext.Current.CancellationToken));
        Assert.Equal(2, authority.Issued);
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(site.Urls.First() + "/.well-known/acme-challenge/the-token"), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task When_the_authority_cannot_reach_us_its_reason_is_told_and_the_old_certificate_stays()
    {
        await using var elsewhere = await SiteAsync(new AcmeChallenges());
        await using var authority = await AcmeServer.StartAsync(new Uri(elsewhere.Urls.First()));
        var options = Options(authority);
        var shown = ServerCertificate.Open(options, TimeProvider.System, NullLogger<ServerCertificate>.Instance);
        using var renewal = Renewal(options, TimeProvider.System);
        var refusal = await Assert.ThrowsAsync<AcmeRefusal>(() => renewal.RenewAsync(TestContext.Current.CancellationToken));
        Assert.Contains("nothing was there", refusal.Message, StringComparison.Ordinal);
        Assert.True(shown.IsSelfSigned);
        Assert.Equal(0, authority.Issued);
    }

    [Fact]
    public void Nothing_happens_without_agreement_names_and_https()
    {
        var good = new TlsOptions { Folder = _folder, Acme = new AcmeOptions { AgreesToTerms = true, Names = ["hoplite.test"] } };
        Renewal(good, TimeProvider.System).Dispose();
        foreach (var acme in new[] { good.Acme with { AgreesToTerms = false }, good.Acme with { Names = [] }, good.Acme with { Directory = new Uri("http://authority.example/") } })
            Assert.Throws<InvalidDataException>(() => Renewal(good with { Acme = acme }, TimeProvider.System));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    TlsOptions Options(AcmeServer authority) => new()
    {
        Folder = _folder,
        Acme = new AcmeOptions { Directory = new Uri(authority.Address + "/directory"), AgreesToTerms = true, Names = ["hoplite.test", "www.hoplite.test"], Email = "ops@hoplite.test", PollEvery = TimeSpan.Zero },
    };

    AcmeRenewal Renewal(TlsOptions options, TimeProvider time) => new(options, _challenges, time, NullLogger<AcmeRenewal>.Instance);

    static async Task<WebApplication> SiteAsync(AcmeChallenges challenges)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        challenges.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
