using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Hoplite.Intelligence.Warning;

/// <summary>Many prefixes of addresses as sorted ranges that do not overlap; IPv4 lies in it as IPv6 maps it.</summary>
sealed class NetworkSet
{
    readonly List<(UInt128 First, UInt128 Last)> _building = [];
    UInt128[] _first = [];
    UInt128[] _last = [];

    /// <summary>Adds a prefix or an address; anything else is passed over.</summary>
    public void Add(string text)
    {
        text = text.Trim();
        if (IPAddress.TryParse(text, out var address)) _building.Add((Number(address), Number(address)));
        else if (IPNetwork.TryParse(text, out var network)) _building.Add(Range(network));
    }

    /// <summary>Ends the building.</summary>
    public void Close()
    {
        var merged = new List<(UInt128 First, UInt128 Last)>();
        foreach (var (first, last) in _building.Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last) merged[^1] = (merged[^1].First, last > merged[^1].Last ? last : merged[^1].Last);
            else merged.Add((first, last));
        }

        (_first, _last) = ([.. merged.Select(m => m.First)], [.. merged.Select(m => m.Last)]);
        _building.Clear();
        _building.TrimExcess();
    }

    /// <summary>Whether an address lies in one of them.</summary>
    public bool Contains(IPAddress address) => Overlaps(Number(address), Number(address));

    /// <summary>Whether a prefix has an address in common with one of them.</summary>
    public bool Overlaps(IPNetwork network)
    {
        var (first, last) = Range(network);
        return Overlaps(first, last);
    }

    bool Overlaps(UInt128 first, UInt128 last)
    {
        var at = Array.BinarySearch(_first, last);
        if (at < 0) at = ~at - 1;
        return at >= 0 && _last[at] >= first;
    }

    static (UInt128 First, UInt128 Last) Range(IPNetwork network)
    {
        var first = Number(network.BaseAddress);
        var bits = (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) - network.PrefixLength;
        return (first, bits == 128 ? UInt128.MaxValue : first + ((UInt128.One << bits) - 1));
    }

    static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
