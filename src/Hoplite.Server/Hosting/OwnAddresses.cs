using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace Hoplite.Server.Hosting;

/// <summary>What this machine cannot do without: its own addresses, its gateways, its resolvers. They are protected without anybody naming them.</summary>
static class OwnAddresses
{
    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All() => [.. Interfaces().Concat(Gateways("/proc/net/route")).Concat(Resolvers("/etc/resolv.conf")).Select(Plain).Distinct(StringComparer.Ordinal)];

    /// <summary>The default gateways of a table of routes as Linux writes it.</summary>
    public static IEnumerable<IPAddress> Gateways(string path)
    {
        foreach (var line in Lines(path).Skip(1))
        {
            // Interface, destination, gateway: hexadecimal, the lowest byte first.
            var columns = line.Split('\t', ' ');
            if (columns.Length > 2 && columns[1] == "00000000" && uint.TryParse(columns[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var gateway) && gateway != 0) yield return new IPAddress(gateway);
        }
    }

    /// <summary>The resolvers of a <c>resolv.conf</c>.</summary>
    public static IEnumerable<IPAddress> Resolvers(string path)
    {
        foreach (var line in Lines(path))
            if (line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["nameserver", var text, ..] && IPAddress.TryParse(text, out var address)) yield return address;
    }

    static IEnumerable<IPAddress> Interfaces()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(i => i.GetIPProperties().UnicastAddresses).Select(a => a.Address)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    static string[] Lines(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static string Plain(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address).ToString();
}
