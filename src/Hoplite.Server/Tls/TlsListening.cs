using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Hoplite.Server.Tls;

/// <summary>Puts a certificate onto a port.</summary>
public static class TlsListening
{
    /// <summary>Speaks TLS 1.2 and 1.3 with whatever certificate is current when a client connects.</summary>
    public static void UseHopliteTls(this ListenOptions listen, ServerCertificate certificate, bool asksForClients = false) => listen.UseHttps(new TlsHandshakeCallbackOptions
    {
        HandshakeTimeout = TimeSpan.FromSeconds(10),
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Current,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
            ClientCertificateRequired = asksForClients,

            // Who somebody is, is decided by the fingerprint, where it is needed; that the key is there is proved already.
            RemoteCertificateValidationCallback = asksForClients ? static (_, _, _, _) => true : null,
        }),
    });
}
