using System.Net;
using System.Net.Security;

namespace Hoplite.Server.Listeners.Syslog;

/// <summary>Where syslog is taken.</summary>
public sealed record SyslogOptions
{
    /// <summary>The address to listen on.</summary>
    /// <value>The default is loopback.</value>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The UDP port; null for none.</summary>
    public int? Udp { get; init; }

    /// <summary>The TCP port; null for none.</summary>
    public int? Tcp { get; init; }

    /// <summary>The port for TLS (RFC 5425); null for none.</summary>
    public int? Tls { get; init; }

    /// <summary>Gives the certificate for TLS with its chain; asked for every connection, so that a renewed one is shown.</summary>
    public Func<SslStreamCertificateContext>? Certificate { get; init; }

    /// <summary>The most connections at a time.</summary>
    /// <value>The default is 1,024.</value>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How long a connection may be silent before it is closed.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(1);
}
