using System.Buffers.Binary;
using System.Net;

namespace Hoplite.Response.Netfilter;

/// <summary>A point in a set: an address, the first one of a network, or the first one behind a network.</summary>
/// <param name="Key">The address as a number.</param>
/// <param name="IsEnd">Whether a network ends before it.</param>
/// <param name="Timeout">How long it was put there for; null when for good.</param>
/// <param name="Remaining">How long it still stays; null when for good.</param>
readonly record struct SetPoint(UInt128 Key, bool IsEnd, TimeSpan? Timeout, TimeSpan? Remaining)
{
    /// <summary>An address as a number.</summary>
    public static UInt128 Number(ReadOnlySpan<byte> address) => address.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(address) : BinaryPrimitives.ReadUInt32BigEndian(address);
}

/// <summary>Turns the points of a set into addresses and networks.</summary>
static class RangeReading
{
    public static List<FilterElement> Elements(FilterSet set, List<SetPoint> points)
    {
        points.Sort((a, b) => a.Key.CompareTo(b.Key) is var order and not 0 ? order : b.IsEnd.CompareTo(a.IsEnd));
        var found = new List<FilterElement>(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            if (point.IsEnd) continue;
            var last = !set.IsWide ? point.Key : i + 1 < points.Count ? points[i + 1].Key - 1 : Ones(set.KeyBytes * 8);
            foreach (var network in Networks(point.Key, last, set.KeyBytes)) found.Add(new FilterElement(network, point.Timeout, point.Remaining));
        }
        return found;
    }

    // A range that somebody else put in may be no network; the largest networks that fill it are said instead.
    static IEnumerable<IPNetwork> Networks(UInt128 first, UInt128 last, int bytes)
    {
        while (true)
        {
            var free = 0;
            while (free < bytes * 8 && (first & Ones(free + 1)) == 0 && Ones(free + 1) <= last - first) free++;
            yield return new IPNetwork(Address(first, bytes), bytes * 8 - free);
            if (Ones(free) == last - first) yield break;
            first += Ones(free) + 1;
        }
    }

    static UInt128 Ones(int bits) => bits == 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;

    static IPAddress Address(UInt128 number, int bytes)
    {
        Span<byte> written = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(written, number);
        return new IPAddress(written[(16 - bytes)..]);
    }
}
