using System.Net;
using System.Numerics;

namespace Hoplite.Response.Netfilter;

/// <summary>Turns the points of a set into addresses and networks.</summary>
static class RangeReading
{
    public static List<FilterElement> Elements(FilterSet set, List<(byte[] Key, bool IsEnd, TimeSpan? Timeout, TimeSpan? Remaining)> points)
    {
        points.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key) is var order and not 0 ? order : b.IsEnd.CompareTo(a.IsEnd));
        var found = new List<FilterElement>();
        for (var i = 0; i < points.Count; i++)
        {
            var (key, isEnd, timeout, remaining) = points[i];
            if (isEnd) continue;
            if (!set.IsWide)
            {
                found.Add(new FilterElement(new IPNetwork(new IPAddress(key), key.Length * 8), timeout, remaining));
                continue;
            }
            var first = new BigInteger(key, isUnsigned: true, isBigEndian: true);
            var behind = i + 1 < points.Count ? new BigInteger(points[i + 1].Key, isUnsigned: true, isBigEndian: true) : BigInteger.One << (key.Length * 8);
            found.AddRange(Networks(first, behind, key.Length).Select(n => new FilterElement(n, timeout, remaining)));
        }
        return found;
    }

    // A range that somebody else put in may be no network; the largest networks that fill it are said instead.
    static IEnumerable<IPNetwork> Networks(BigInteger first, BigInteger behind, int bytes)
    {
        while (first < behind)
        {
            var free = 0;
            while (free < bytes * 8 && (first & (BigInteger.One << free)) == 0 && first + (BigInteger.One << (free + 1)) <= behind) free++;
            var written = first.ToByteArray(isUnsigned: true, isBigEndian: true);
            yield return new IPNetwork(new IPAddress([.. new byte[bytes - written.Length], .. written]), bytes * 8 - free);
            first += BigInteger.One << free;
        }
    }
}
