using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace Hoplite.Response.Responders.Accounts;

/// <summary>All addresses but some, as ranges: for firewalls in which a block always wins over a permission.</summary>
static class AddressGaps
{
    /// <summary>The ranges around addresses, for IPv4 and IPv6.</summary>
    public static IReadOnlyList<string> Around(IReadOnlyList<IPAddress> left) => [.. Around(left, AddressFamily.InterNetwork, 4), .. Around(left, AddressFamily.InterNetworkV6, 16)];

    static IEnumerable<string> Around(IReadOnlyList<IPAddress> left, AddressFamily family, int length)
    {
        var (next, last) = (BigInteger.Zero, (BigInteger.One << (length * 8)) - 1);
        foreach (var value in left.Where(a => a.AddressFamily == family).Select(a => new BigInteger(a.GetAddressBytes(), isUnsigned: true, isBigEndian: true)).Distinct().Order())
        {
            if (value > next) yield return $"{Address(next, length)}-{Address(value - 1, length)}";
            next = value + 1;
        }

        if (next <= last) yield return $"{Address(next, length)}-{Address(last, length)}";
    }

    static IPAddress Address(BigInteger value, int length)
    {
        var bytes = new byte[length];
        var digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, length - digits.Length);
        return new IPAddress(bytes);
    }
}
