using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hoplite.Server.Tests.Notifications;

/// <summary>A mail server for one message at a time, with STARTTLS and AUTH PLAIN.</summary>
sealed class MailServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly X509Certificate2 _certificate;
    readonly bool _offersTls, _startsWithTls;

    public MailServer(bool offersTls = true, bool startsWithTls = false)
    {
        (_offersTls, _startsWithTls) = (offersTls, startsWithTls);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Fingerprint => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    /// <summary>Serves one connection and gives back what was said, the message included.</summary>
    public async Task<List<string>> ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var said = new List<string>();
        Stream stream = client.GetStream();
        try
        {
            if (_startsWithTls) stream = await SecureAsync(stream);
            await SayAsync(stream, "220 mail.test");
            while (await ReadLineAsync(stream) is { } line)
            {
                said.Add(line);
                switch (line.Split(' ')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await SayAsync(stream, _offersTls && stream is not SslStream ? "250-mail.test\r\n250 STARTTLS" : "250-mail.test\r\n250 AUTH PLAIN");
                        break;
                    case "STARTTLS":
                        await SayAsync(stream, "220 go on");
                        stream = await SecureAsync(stream);
                        break;
                    case "AUTH":
                        await SayAsync(stream, Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])) == "\0hoplite\0open sesame" ? "235 fine" : "535 no");
                        break;
                    case "DATA":
                        await SayAsync(stream, "354 go on");
                        while (await ReadLineAsync(stream) is { } data && data != ".") said.Add(data);
                        await SayAsync(stream, "250 taken");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 bye");
                        return said;
                    default:
                        await SayAsync(stream, "250 fine");
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is IOException or System.Security.Authentication.AuthenticationException)
        {
            said.Add("(gone)");
        }

        return said;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    async Task<SslStream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsServerAsync(_certificate);
        return secure;
    }

    static Task SayAsync(Stream stream, string text) => stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n")).AsTask();

    static async Task<string?> ReadLineAsync(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }
}
