using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Hoplite.Intelligence.Patterning;

/// <summary>An address or a network in CIDR notation, IPv4 or IPv6.</summary>
/// <param name="Bits">The address; an IPv4 address stands in the lowest 32 bits.</param>
/// <param name="Length">The length of the prefix.</param>
/// <param name="IsVersion6">Which family.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct Network(UInt128 Bits, int Length, bool IsVersion6)
{
    int Width => IsVersion6 ? 128 : 32;

    /// <summary>Reads an address or a network; false when it is neither.</summary>
    public static bool TryParse(string text, out Network network)
    {
        network = default;
        if (text.Length > 64) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? text : text.AsSpan(0, slash);
        if (!IPAddress.TryParse(name, out var address) || !IsPlain(name, address.AddressFamily)) return false;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var written);
        var length = written * 8;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > written * 8)) return false;
        network = address.AddressFamily == AddressFamily.InterNetworkV6
            ? new Network(BinaryPrimitives.ReadUInt128BigEndian(bytes), length, true)
            : new Network(BinaryPrimitives.ReadUInt32BigEndian(bytes), length, false);
        return true;
    }

    // The framework also knows addresses in fewer parts, in octal or hexadecimal, with ports and with zones; in a pattern they are none (RFC 4632, RFC 5952).
    static bool IsPlain(ReadOnlySpan<char> name, AddressFamily family)
    {
        if (family == AddressFamily.InterNetworkV6) return name.IndexOfAny('[', '%') < 0;
        if (name.Count('.') != 3 || name.ContainsAnyExcept("0123456789.")) return false;
        foreach (var part in name.Split('.'))
            if (name[part] is ['0', _, ..]) return false;
        return true;
    }

    /// <summary>Whether another lies wholly in this one.</summary>
    public bool Contains(Network other) =>
        IsVersion6 == other.IsVersion6 && Length <= other.Length && (Length == 0 || Bits >> (Width - Length) == other.Bits >> (Width - Length));
}
