using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Hoplite.Response.OpenC2;

namespace Hoplite.Response.Tests.Netfilter.OpenC2;

/// <summary>The least of an HTTPS server, for one request a connection, that asks for a certificate.</summary>
sealed class HttpsConsumer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Func<string?, string?, ReadOnlyMemory<byte>, OpenC2Answer> _answer;
    readonly SslProtocols _protocols;

    public HttpsConsumer(Func<string?, string?, ReadOnlyMemory<byte>, OpenC2Answer> answer, SslProtocols protocols = SslProtocols.None)
    {
        (_answer, _protocols) = (answer, protocols);
        (Server, Client) = (Make("localhost"), Make("producer"));
        _listener.Start();
        _ = AcceptAsync();
    }

    public X509Certificate2 Server { get; }

    public X509Certificate2 Client { get; }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public string LastRequest { get; private set; } = "";

    public SslProtocols LastProtocol { get; private set; }

    public string? LastClient { get; private set; }

    public void Dispose()
    {
        _listener.Dispose();
        Server.Dispose();
        Client.Dispose();
    }

    static X509Certificate2 Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true) await ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Server, ClientCertificateRequired = true, EnabledSslProtocols = _protocols, RemoteCertificateValidationCallback = (_, shown, _, _) => shown is null || shown.GetCertHashString() == Client.GetCertHashString() });
            (LastProtocol, LastClient) = (tls.SslProtocol, tls.RemoteCertificate?.Subject);
            var bytes = new List<byte>();
            var buffer = new byte[4096];
            string head;
            while (!(head = Encoding.Latin1.GetString([.. bytes])).Contains("\r\n\r\n", StringComparison.Ordinal)) bytes.AddRange(await MoreAsync());
            var start = head.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
            LastRequest = head[..start];
            var length = int.Parse(Header("Content-Length")!, CultureInfo.InvariantCulture);
            while (bytes.Count < start + length) bytes.AddRange(await MoreAsync());
            var found = LastClient is null ? new OpenC2Answer(401, null, null, ReadOnlyMemory<byte>.Empty) : _answer(Header("Content-Type"), Header("X-Request-ID"), bytes.ToArray().AsMemory(start));
            var reply = $"HTTP/1.1 {found.HttpStatus} X\r\nConnection: close\r\nContent-Length: {found.Body.Length}\r\n{(found.ContentType is { } type ? $"Content-Type: {type}\r\n" : "")}{(found.RequestId is { } id ? $"X-Request-ID: {id}\r\n" : "")}\r\n";
            await tls.WriteAsync(Encoding.Latin1.GetBytes(reply));
            await tls.WriteAsync(found.Body);

            async Task<byte[]> MoreAsync() => await tls.ReadAsync(buffer) is var got and > 0 ? buffer[..got] : throw new IOException("the client went away");
        }
        catch (Exception over) when (over is IOException or AuthenticationException)
        {
        }
    }

    string? Header(string name) => LastRequest.Split("\r\n").Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();
}
