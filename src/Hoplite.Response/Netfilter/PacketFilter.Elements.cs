using System.Net;

namespace Hoplite.Response.Netfilter;

// Addresses in lists.
public sealed partial class PacketFilter
{
    /// <summary>Puts one address or network into a list; where it is already, its time is set anew.</summary>
    /// <param name="list">Which list.</param>
    /// <param name="network">What, in its normal form.</param>
    /// <param name="timeout">When it leaves by itself, from a millisecond on; null for never.</param>
    /// <exception cref="NetfilterException">It needs CAP_NET_ADMIN, the network overlaps another one in the list, or the kernel refuses.</exception>
    public void Put(FilterList list, IPNetwork network, TimeSpan? timeout) => Put(list, [new FilterElement(network, timeout, timeout)]);

    /// <summary>Puts elements into a list as a whole or not at all; those there already get their new times.</summary>
    /// <exception cref="NetfilterException">As for one.</exception>
    public void Put(FilterList list, IReadOnlyList<FilterElement> elements)
    {
        lock (_gate)
        {
            var bySet = elements.GroupBy(e => FilterSet.Of(list, e.Network)).Select(g => (Set: g.Key, Elements: g.DistinctBy(e => e.Network).ToArray())).ToArray();
            Change($"{Name(elements)} could not be put into the list of {Word(list)}", error =>
            {
                // Older kernels ignore new times of what is there, so it goes out and comes in again in the same breath.
                var batch = new NetlinkBatch();
                foreach (var (set, wanted) in bySet)
                {
                    var present = error is 0 ? [] : Present(set, wanted);
                    if (error is Errno.NotEmpty or Errno.Exists && present.Count == 0 && bySet.Length == 1 && set.IsWide) throw new NetfilterException($"{Name(elements)} could not be put into the list of {Word(list)}: it overlaps a network in it; take that one out first", error);
                    ElementCodec.Write(batch, Schema.DeleteElement, 0, set, present);
                    ElementCodec.Write(batch, Schema.NewElement, Schema.Create | Schema.Exclusive, set, wanted);
                }
                return batch;
            });
        }
    }

    /// <summary>Takes one address or network out of a list.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="NetfilterException">It needs CAP_NET_ADMIN, or the kernel refuses.</exception>
    public bool Take(FilterList list, IPNetwork network)
    {
        lock (_gate)
        {
            var set = FilterSet.Of(list, network);
            for (var tries = 0; ; tries++)
            {
                var batch = new NetlinkBatch();
                ElementCodec.Write(batch, Schema.DeleteElement, 0, set, [new FilterElement(network, null, null)]);
                var (error, said) = _socket.Commit(batch);
                if (error is 0 or Errno.NoEntry) return error == 0;
                if (!Errno.IsPassing(error) || tries == Tries) throw NetfilterException.Of($"{network} could not be taken out of the list of {Word(list)}", error, said);
            }
        }
    }

    /// <summary>Takes everything out of a list.</summary>
    /// <exception cref="NetfilterException">It needs CAP_NET_ADMIN, or the kernel refuses.</exception>
    public void Clear(FilterList list)
    {
        lock (_gate)
        {
            if (!Exists()) return;
            var batch = new NetlinkBatch();
            foreach (var set in FilterSet.All.Where(s => s.Name.StartsWith(Word(list), StringComparison.Ordinal))) ElementCodec.Head(batch.Message(Schema.DeleteElement), set);
            var (error, said) = _socket.Commit(batch);
            if (error is not (0 or Errno.NoEntry)) throw NetfilterException.Of($"the list of {Word(list)} could not be emptied", error, said);
        }
    }

    /// <summary>One address or network, exactly as it was put in; null when it is not in the list. One question, however long the list is.</summary>
    /// <exception cref="NetfilterException">The kernel does not say.</exception>
    public FilterElement? Find(FilterList list, IPNetwork network)
    {
        lock (_gate) return Find(FilterSet.Of(list, network), network);
    }

    /// <summary>Networks in a list that share addresses with a network and are not it; the kernel refuses to have both.</summary>
    /// <exception cref="NetfilterException">The kernel does not say.</exception>
    public IReadOnlyList<IPNetwork> Overlaps(FilterList list, IPNetwork network)
    {
        lock (_gate)
        {
            var set = FilterSet.Of(list, network);
            return set.IsWide ? [.. List(set).Select(e => e.Network).Where(n => n != network && (n.Contains(network.BaseAddress) || network.Contains(n.BaseAddress)))] : [];
        }
    }

    /// <summary>Whether nothing is in a list.</summary>
    public bool IsEmpty(FilterList list)
    {
        lock (_gate) return FilterSet.All.Where(s => s.Name.StartsWith(Word(list), StringComparison.Ordinal)).All(IsEmpty);
    }

    /// <summary>Everything in a list, in the order of the addresses.</summary>
    /// <exception cref="NetfilterException">The kernel does not say.</exception>
    public IReadOnlyList<FilterElement> List(FilterList list)
    {
        lock (_gate) return [.. FilterSet.All.Where(s => s.Name.StartsWith(Word(list), StringComparison.Ordinal)).OrderBy(s => s.IsSix).SelectMany(List)];
    }

    static string Word(FilterList list) => list switch { FilterList.Blocked => "blocked", FilterList.Isolated => "isolated", _ => "lifelines" };

    static string Name(IReadOnlyList<FilterElement> elements) => elements.Count == 1 ? elements[0].Network.ToString() : $"{elements.Count} addresses";

    List<FilterElement> Present(FilterSet set, FilterElement[] wanted)
    {
        if (wanted.Length <= 100) return [.. wanted.Where(w => Find(set, w.Network) is not null)];
        var there = List(set).Select(e => e.Network).ToHashSet();
        return [.. wanted.Where(w => there.Contains(w.Network))];
    }

    FilterElement? Find(FilterSet set, IPNetwork network)
    {
        var start = Ask(set, network.BaseAddress.GetAddressBytes(), isEnd: false);
        if (start is not { } found) return null;
        if (set.IsWide && ElementCodec.Behind(network) is { } behind && Ask(set, behind, isEnd: true) is null) return null;
        return new FilterElement(network, found.Timeout, found.Remaining);
    }

    // For a network the kernel names the one that the address lies in, which may be another.
    (TimeSpan? Timeout, TimeSpan? Remaining)? Ask(FilterSet set, byte[] key, bool isEnd)
    {
        if (_socket.Ask(Schema.GetElement, w => ElementCodec.Key(w, set, key, isEnd)) is not { } message) return null;
        foreach (var element in ElementCodec.Read(message))
            if (element.IsEnd == isEnd && element.Key == SetPoint.Number(key))
                return (element.Timeout, element.Remaining);
        return null;
    }

    bool IsEmpty(FilterSet set)
    {
        var isEmpty = true;
        _socket.List(Schema.GetElement, w => ElementCodec.Head(w, set), m =>
        {
            isEmpty &= !ElementCodec.Read(m).Any(e => !e.IsEnd);
            return isEmpty;
        });
        return isEmpty;
    }

    List<FilterElement> List(FilterSet set)
    {
        for (var tries = 0; ; tries++)
        {
            var points = new List<SetPoint>();
            var isWhole = _socket.List(Schema.GetElement, w => ElementCodec.Head(w, set), m =>
            {
                points.AddRange(ElementCodec.Read(m));
                return true;
            });
            // While the kernel gives a large set more room, a list of it can have one element twice and miss another.
            var once = points.DistinctBy(p => (p.Key, p.IsEnd)).ToList();
            if ((isWhole && once.Count == points.Count) || tries == Tries) return RangeReading.Elements(set, once);
        }
    }
}
