using System.Net.Security;
using System.Security.Cryptography;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Sends messages as mail, in plain text.</summary>
/// <param name="options">The server.</param>
/// <param name="addresses">Gives the password.</param>
sealed class MailSender(MailServerOptions options, RemoteAddress addresses)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Why mail cannot be sent to somebody; null when it can.</summary>
    public string? Refuse(IReadOnlyList<string> to)
    {
        if (options.Host.Length == 0) return "no mail server is set";
        if (Box(options.From) is null) return "the sender of mail is no address";
        if (to.Count == 0 || to.Any(t => Box(t) is null)) return "the channel's receivers are no addresses of mail";
        if (options.Security == MailSecurity.None && options.Host is not ("localhost" or "127.0.0.1" or "::1")) return "mail leaves this machine over TLS only";
        return options.User is null ? null : RemoteAddress.Problem(() => addresses.Secret(options.Password ?? ""));
    }

    /// <summary>Sends a message.</summary>
    /// <returns>Whether the server took it; one that was never given to the server is known not to be sent.</returns>
    public async Task<RemoteAnswer> SendAsync(Message message, string key, IReadOnlyList<string> to, CancellationToken cancellation)
    {
        using var mail = Write(message, key, to);
        using var client = new SmtpClient { Timeout = (int)Longest.TotalMilliseconds, CheckCertificateRevocation = false };
        if (options.Fingerprint is { } known)
            client.ServerCertificateValidationCallback = (_, shown, _, errors) => errors == SslPolicyErrors.None || (shown is not null && Convert.ToHexString(SHA256.HashData(shown.GetRawCertData())).Equals(known.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        var isGiven = false;
        try
        {
            await client.ConnectAsync(options.Host, options.Port, options.Security switch { MailSecurity.Tls => SecureSocketOptions.SslOnConnect, MailSecurity.None => SecureSocketOptions.None, _ => SecureSocketOptions.StartTls }, cancellation).ConfigureAwait(false);
            if (options.User is { } user) await client.AuthenticateAsync(user, addresses.Secret(options.Password ?? ""), cancellation).ConfigureAwait(false);
            isGiven = true;
            await client.SendAsync(mail, cancellation).ConfigureAwait(false);
        }
        catch (SmtpCommandException refused)
        {
            // The server itself says that it did not take it.
            return new RemoteAnswer(RemoteOutcome.NotSent, 0, "", $"the mail server refused the mail with {(int)refused.StatusCode}");
        }
        catch (Exception wrong) when (wrong is AuthenticationException or SslHandshakeException or NotSupportedException or ProtocolException or ServiceNotConnectedException or IOException or System.Net.Sockets.SocketException or TimeoutException)
        {
            return isGiven ? new RemoteAnswer(RemoteOutcome.Unknown, 0, "", "the mail server did not say whether it took the mail") : new RemoteAnswer(RemoteOutcome.NotSent, 0, "", $"the mail server could not be used ({wrong.GetType().Name})");
        }

        await LeaveAsync(client, cancellation).ConfigureAwait(false);
        return new RemoteAnswer(RemoteOutcome.Answered, 250, "", "");
    }

    // What the server took is sent, however it says goodbye.
    static async Task LeaveAsync(SmtpClient client, CancellationToken cancellation)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellation).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
        }
    }

    MimeMessage Write(Message message, string key, IReadOnlyList<string> to)
    {
        var mail = new MimeMessage { Subject = $"[Hoplite] {message.Title}", MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))}@hoplite.invalid" };
        mail.From.Add(Box(options.From)!);
        mail.To.AddRange(to.Select(t => Box(t)!));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart("plain") { Text = $"{message.Text}\r\n{(message.Link is { } link ? $"\r\n{link.AbsoluteUri}\r\n" : "")}" };
        return mail;
    }

    static MailboxAddress? Box(string text) => !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var box) && box.Address.Contains('@', StringComparison.Ordinal) ? box : null;
}
