using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hoplite.Response.Tests.Remote;

/// <summary>The least of a mail server: one connection at a time, STARTTLS, AUTH PLAIN, one kind of end of data.</summary>
sealed class LoopbackMail : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly X509Certificate2 _certificate = Make();
    readonly string? _endOfData;

    /// <param name="endOfData">What is said when the mail is there; null to cut the connection.</param>
    public LoopbackMail(string? endOfData = "250 taken")
    {
        _endOfData = endOfData;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Fingerprint => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    public List<string> Lines { get; } = [];

    public string Mail { get; private set; } = "";

    public bool IsSafe { get; private set; }

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await ServeAsync(client.GetStream());
            }
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    async Task ServeAsync(Stream stream)
    {
        try
        {
            await SayAsync("220 here");
            while (await ReadAsync(stream) is { } line)
            {
                Lines.Add(line);
                var word = line.Split(' ')[0].ToUpperInvariant();
                if (word == "DATA")
                {
                    await SayAsync("354 go on");
                    var mail = new StringBuilder();
                    while (await ReadAsync(stream) is { } more && more != ".") mail.Append(more).Append('\n');
                    Mail = mail.ToString();
                    if (_endOfData is null) return;
                    await SayAsync(_endOfData);
                    continue;
                }

                await SayAsync(word switch { "EHLO" => IsSafe ? "250-here\r\n250 AUTH PLAIN" : "250-here\r\n250 STARTTLS", "STARTTLS" => "220 begin", "AUTH" => "235 welcome", "QUIT" => "221 bye", _ => "250 fine" });
                if (word == "QUIT") return;
                if (word != "STARTTLS") continue;
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(_certificate);
                (stream, IsSafe) = (tls, true);
            }
        }
        catch (Exception over) when (over is IOException or System.Security.Authentication.AuthenticationException)
        {
        }

        async Task SayAsync(string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"));
    }

    static async Task<string?> ReadAsync(Stream stream)
    {
        var (line, one) = (new StringBuilder(), new byte[1]);
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }

    static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256).CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
