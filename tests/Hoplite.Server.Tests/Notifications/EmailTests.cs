using Hoplite.Detection.Sigma;
using Hoplite.Server.Notifications;
using Hoplite.Server.Notifications.Channels;
using MailKit.Security;

namespace Hoplite.Server.Tests.Notifications;

public sealed class EmailTests
{
    static readonly Notice Hostile = new("Brute force\r\nBcc: evil@example.org", "line one\nline two", Level.Critical, DateTimeOffset.UnixEpoch, new Uri("https://hoplite.example/incidents/7"));

    [Theory]
    [InlineData(EmailSecurity.StartTls)]
    [InlineData(EmailSecurity.Tls)]
    public async Task Mail_goes_out_over_tls_with_a_password_and_its_headers_cannot_be_extended(EmailSecurity security)
    {
        using var server = new MailServer(startsWithTls: security == EmailSecurity.Tls);
        var serving = server.ServeAsync();
        await new EmailNotifier(Options(server) with { Security = security, Fingerprint = server.Fingerprint, User = "hoplite", Password = "open sesame" }).SendAsync(Hostile, TestContext.Current.CancellationToken);
        var said = await serving;
        Assert.Equal(security == EmailSecurity.StartTls, said.Contains("STARTTLS"));
        Assert.Contains("RCPT TO:<ops@example.org>", said);
        Assert.Single(said, l => l.StartsWith("RCPT", StringComparison.Ordinal));
        Assert.DoesNotContain(said, l => l.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Subject: [Hoplite critical] Brute force  Bcc: evil@example.org", said);
        Assert.Contains("line two", said);
        Assert.Contains("https://hoplite.example/incidents/7", said);
    }

    [Fact]
    public async Task Without_starttls_or_with_a_stranger_s_certificate_nothing_is_sent()
    {
        using var plain = new MailServer(offersTls: false);
        var serving = plain.ServeAsync();
        await Assert.ThrowsAnyAsync<NotSupportedException>(() => new EmailNotifier(Options(plain)).SendAsync(Hostile, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await serving, l => l.StartsWith("MAIL", StringComparison.Ordinal));
        using var stranger = new MailServer();
        serving = stranger.ServeAsync();
        await Assert.ThrowsAsync<SslHandshakeException>(() => new EmailNotifier(Options(stranger) with { Fingerprint = new string('0', 64) }).SendAsync(Hostile, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(await serving, l => l.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_is_not_tried_again()
    {
        using var server = new MailServer();
        var serving = server.ServeAsync();
        await Assert.ThrowsAsync<NotRetried>(() => new EmailNotifier(Options(server) with { Fingerprint = server.Fingerprint, User = "hoplite", Password = "wrong" }).SendAsync(Hostile, TestContext.Current.CancellationToken));
        await serving;
    }

    static EmailOptions Options(MailServer server) => new() { Host = "127.0.0.1", Port = server.Port, From = "Hoplite <hoplite@example.org>", To = ["ops@example.org"] };
}
