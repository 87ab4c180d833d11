using System.Net;
using System.Net.Sockets;

namespace Hoplite.Detection.Tests.Naive;

/// <summary>Compares the leading bits; an address of the other family is never within a network.</summary>
static class NaiveNetworks
{
    public static bool Contains(IPNetwork network, string value)
    {
        if (value.Contains('%') || value.Contains('[') || !IPAddress.TryParse(value, out var address)) return false;
        if (address.AddressFamily == AddressFamily.InterNetwork && value.Split('.').Length != 4) return false;
        if (address.AddressFamily != network.BaseAddress.AddressFamily) return false;
        return Bits(address)[..network.PrefixLength] == Bits(network.BaseAddress)[..network.PrefixLength];
    }

    static string Bits(IPAddress address) => string.Concat(address.GetAddressBytes().Select(octet => Convert.ToString(octet, 2).PadLeft(8, '0')));
}
