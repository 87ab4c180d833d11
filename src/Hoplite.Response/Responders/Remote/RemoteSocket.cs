using System.Net;
using System.Net.Sockets;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Connects, but to no address at which clouds hand out credentials, wherever a name may point.</summary>
static class RemoteSocket
{
    static readonly IPNetwork[] Refused =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("100.100.100.200/32"), IPNetwork.Parse("168.63.129.16/32"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("fe80::/10"), IPNetwork.Parse("fd00:ec2::/32"), IPNetwork.Parse("ff00::/8"), IPNetwork.Parse("64:ff9b::a9fe:0/112"),
    ];

    /// <summary>Connects for an HTTP client. What was looked at is what is connected to.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation).ConfigureAwait(false);
        IPAddress[] addresses = [.. found.Select(a => a.IsIPv4MappedToIPv6 ? a.MapToIPv4() : a)];
        if (addresses.Length == 0 || Array.Exists(addresses, a => Array.Exists(Refused, n => n.Contains(a)))) throw new HttpRequestException(HttpRequestError.ConnectionError, "the address is one that nothing is sent to");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, context.DnsEndPoint.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
