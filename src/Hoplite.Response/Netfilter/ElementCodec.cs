using System.Net;
using System.Numerics;

namespace Hoplite.Response.Netfilter;

/// <summary>Elements of sets as the kernel has them: an address, or the first address of a network and the first one behind it.</summary>
static class ElementCodec
{
    // An attribute holds less than 64 kB; an element of a network takes 80 bytes at most.
    const int Portion = 700;

    /// <summary>Writes messages that put elements into a set, or take them out.</summary>
    public static void Write(NetlinkBatch batch, int message, int flags, FilterSet set, IReadOnlyList<FilterElement> elements)
    {
        for (var start = 0; start < elements.Count; start += Portion)
        {
            var writer = batch.Message(message, flags);
            Head(writer, set);
            var list = writer.Open(3);
            for (var i = start; i < Math.Min(start + Portion, elements.Count); i++) Write(writer, set, elements[i]);
            writer.Close(list);
        }
    }

    /// <summary>Names the table and set.</summary>
    public static void Head(NetlinkWriter writer, FilterSet set)
    {
        writer.Put(1, FilterTable.Name);
        writer.Put(2, set.Name);
    }

    /// <summary>Writes the list that asks for one element.</summary>
    public static void Key(NetlinkWriter writer, FilterSet set, ReadOnlySpan<byte> key, bool isEnd)
    {
        Head(writer, set);
        var list = writer.Open(3);
        Element(writer, key, isEnd, null);
        writer.Close(list);
    }

    /// <summary>The first address behind a network; null when there is none.</summary>
    public static byte[]? Behind(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        var next = new BigInteger(bytes, isUnsigned: true, isBigEndian: true) + (BigInteger.One << (bytes.Length * 8 - network.PrefixLength));
        if (next >> (bytes.Length * 8) != 0) return null;
        var written = next.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[bytes.Length - written.Length], .. written];
    }

    /// <summary>The elements in a message.</summary>
    public static IEnumerable<SetPoint> Read(NetlinkMessage message)
    {
        foreach (var (_, bytes) in message.Attributes.In(3).All())
        {
            var element = new Attributes(bytes);
            if (element.In(1).Find(1) is not { Length: 4 or 16 } key) continue;
            var timeout = Span(element.Number(4));
            yield return new SetPoint(SetPoint.Number(key.Span), (element.Number(3) & Schema.ElementEnd) != 0, timeout, timeout is null ? null : Span(element.Number(5)) ?? TimeSpan.Zero);
        }
    }

    static TimeSpan? Span(ulong milliseconds) => milliseconds == 0 ? null : TimeSpan.FromMilliseconds((long)Math.Min(milliseconds, (ulong)TimeSpan.MaxValue.TotalMilliseconds / 2));

    static void Write(NetlinkWriter writer, FilterSet set, FilterElement element)
    {
        Element(writer, element.Network.BaseAddress.GetAddressBytes(), isEnd: false, element);
        if (set.IsWide && Behind(element.Network) is { } behind) Element(writer, behind, isEnd: true, null);
    }

    static void Element(NetlinkWriter writer, ReadOnlySpan<byte> key, bool isEnd, FilterElement? times)
    {
        var element = writer.Open(1);
        if (isEnd) writer.Put(3, (uint)Schema.ElementEnd);
        var value = writer.Open(1);
        writer.Put(1, key);
        writer.Close(value);
        if (times?.Timeout is { } timeout)
        {
            writer.Put(4, (ulong)timeout.TotalMilliseconds);
            if (times.Remaining is { } remaining && remaining < timeout) writer.Put(5, (ulong)Math.Max(remaining.TotalMilliseconds, 1));
        }
        writer.Close(element);
    }
}
