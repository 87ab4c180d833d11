using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Guard.Actions;

/// <summary>IPv4 that is reached through IPv6: by translation or by a tunnel. What is done to the IPv6 side is done to the IPv4 side.</summary>
public static class EmbeddedAddress
{
    // Where in addresses of a prefix the IPv4 address stands, in bits, and whether its bits are turned round.
    static readonly (IPNetwork Prefix, int At, bool IsInverted)[] Forms =
    [
        (IPNetwork.Parse("64:ff9b::/96"), 96, false), // RFC 6052
        (IPNetwork.Parse("64:ff9b:1::/48"), 96, false), // RFC 8215, as it is mostly used
        (IPNetwork.Parse("2002::/16"), 16, false), // 6to4, RFC 3056
        (IPNetwork.Parse("::ffff:0:0:0/96"), 96, false), // RFC 2765
        (IPNetwork.Parse("2001::/32"), 32, false), // Teredo, RFC 4380: the server
        (IPNetwork.Parse("2001::/32"), 96, true), // and the client
    ];

    static readonly IPNetwork Compatible = IPNetwork.Parse("::/96");

    // Mapped addresses have become IPv4 before; only a network that covers more than them is met here.
    static readonly IPNetwork MappedOrMore = IPNetwork.Parse("::/80");

    /// <summary>The IPv4 networks that a network of IPv6 leads to; none for IPv4, and for IPv6 that leads to none.</summary>
    public static IEnumerable<IPNetwork> In(IPNetwork network)
    {
        if (network.BaseAddress.AddressFamily != AddressFamily.InterNetworkV6) yield break;
        var bytes = network.BaseAddress.GetAddressBytes();
        foreach (var (prefix, at, isInverted) in Forms)
            if (prefix.Contains(network.BaseAddress) || network.Contains(prefix.BaseAddress)) yield return Cut(bytes, network.PrefixLength, at, isInverted);

        // ::1 and :: are no IPv4.
        if (Compatible.Contains(network.BaseAddress) && bytes.AsSpan(12).IndexOfAnyExcept((byte)0) is 0 or 1 or 2) yield return Cut(bytes, network.PrefixLength, 96, false);
        if (network.PrefixLength < 96 && (MappedOrMore.Contains(network.BaseAddress) || network.Contains(MappedOrMore.BaseAddress))) yield return IPNetwork.Parse("0.0.0.0/0");

        // ISATAP (RFC 5214) has a mark of its own in front, within any prefix.
        if (network.PrefixLength >= 96 && bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe) yield return Cut(bytes, network.PrefixLength, 96, false);
    }

    static IPNetwork Cut(byte[] bytes, int length, int at, bool isInverted)
    {
        var address = bytes.AsSpan(at / 8, 4).ToArray();
        if (isInverted) BinaryPrimitives.WriteUInt32BigEndian(address, ~BinaryPrimitives.ReadUInt32BigEndian(address));
        return new IPNetwork(new IPAddress(address), Math.Clamp(length - at, 0, 32));
    }
}
