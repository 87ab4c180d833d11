using System.Net;
using System.Net.Sockets;

namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>Keeps a feed from sending us to our own machines: addresses that are not of the public internet are refused, unless they are allowed by name of their network.</summary>
public static class PrivateAddresses
{
    const int MostRedirects = 3;

    static readonly IPNetwork[] NotPublic =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001:db8::/32", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"]).Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>Whether an address may be reached.</summary>
    public static bool IsAllowed(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Any(n => n.Contains(address))) return true;
        if (NotPublic.Any(n => n.Contains(address))) return false;

        // These carry an IPv4 address, which is where one ends up.
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return IsAllowed(new IPAddress(bytes.AsSpan(12, 4)), allowed);
        return !SixToFour.Contains(address) || IsAllowed(new IPAddress(bytes.AsSpan(2, 4)), allowed);
    }

    /// <summary>A handler that connects to allowed addresses only: what was looked up is what is connected to, so that no second answer of a resolver comes between.</summary>
    public static SocketsHttpHandler Handler(IReadOnlyList<IPNetwork> allowed) => new()
    {
        AllowAutoRedirect = true, MaxAutomaticRedirections = MostRedirects, AutomaticDecompression = DecompressionMethods.All, UseCookies = false, UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(15),
        ConnectCallback = async (context, cancellation) =>
        {
            var found = IPAddress.TryParse(context.DnsEndPoint.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellation).ConfigureAwait(false);
            if (found.Length == 0 || found.Any(a => !IsAllowed(a, allowed))) throw new HttpRequestException($"{context.DnsEndPoint.Host} is an address that is not of the public internet; allow its network to reach it");
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
        },
    };
}
