using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hoplite.Detection.Sigma;
using Hoplite.Server.Configuration;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hoplite.Server.Notifications.Channels;

/// <summary>Mail, as plain text.</summary>
sealed class EmailNotifier(EmailOptions options) : INotifier
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public async Task SendAsync(Notice notice, CancellationToken cancellation)
    {
        using var message = Write(notice);
        using var client = new SmtpClient { Timeout = (int)Longest.TotalMilliseconds, CheckCertificateRevocation = false };
        if (options.Fingerprint is not null) client.ServerCertificateValidationCallback = (_, certificate, _, errors) => errors == SslPolicyErrors.None || IsKnown(certificate);
        var security = options.Security switch { EmailSecurity.Tls => SecureSocketOptions.SslOnConnect, EmailSecurity.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls };
        try
        {
            await client.ConnectAsync(options.Host, options.Port, security, cancellation).ConfigureAwait(false);
            if (options.User is not null) await client.AuthenticateAsync(options.User, KeptValue.Read(options.Password) ?? "", cancellation).ConfigureAwait(false);
            await client.SendAsync(message, cancellation).ConfigureAwait(false);
            await client.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
        }
        catch (AuthenticationException)
        {
            throw new NotRetried("the mail server refused the user or the password");
        }
    }

    MimeMessage Write(Notice notice)
    {
        var message = new MimeMessage { Subject = $"[Hoplite {LevelNames.Of(notice.Level)}] {PlainLine.Of(notice.Title)}", Date = notice.Time };
        message.From.Add(MailboxAddress.Parse(options.From));
        foreach (var address in options.To) message.To.Add(MailboxAddress.Parse(address));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        var link = notice.Link is null ? "" : $"\n\n{notice.Link.AbsoluteUri}";
        message.Body = new TextPart("plain") { Text = $"{PlainLine.Of(notice.Title, 1_000)}\n\n{PlainLine.Lines(notice.Text, 10_000)}{link}\n" };
        return message;
    }

    bool IsKnown(X509Certificate? certificate) => certificate is not null
        && Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())).Equals(options.Fingerprint!.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
