using System.Net;

namespace Hoplite.Response.Netfilter;

/// <summary>
/// Our own table <c>inet hoplite</c> in the packet filter of the kernel, over netlink: addresses that are blocked, machines that are isolated, and rules without state.
/// It touches no other table. Elements with a timeout leave by themselves, also when this process is gone. Thread-safe.
/// </summary>
/// <remarks>It belongs to the network namespace of the thread that opened it.</remarks>
public sealed partial class PacketFilter : IDisposable
{
    const int Tries = 20;

    readonly Lock _gate = new();
    readonly NetlinkSocket _socket;
    bool _isKnownWhole;

    PacketFilter(NetlinkSocket socket) => _socket = socket;

    /// <summary>Opens it. Changes nothing, and needs no rights yet.</summary>
    /// <exception cref="NetfilterException">This is no Linux, or its kernel has no netlink.</exception>
    public static PacketFilter Open() => new(NetlinkSocket.Open());

    /// <summary>Opens that of another network namespace.</summary>
    /// <param name="networkNamespace">Its file, such as <c>/run/netns/edge</c>.</param>
    /// <exception cref="NetfilterException">There is no such namespace, or it may not be entered.</exception>
    public static PacketFilter Open(string networkNamespace) => NetworkNamespace.In(networkNamespace, Open);

    /// <summary>How things are with the table.</summary>
    /// <exception cref="NetfilterException">The kernel does not say.</exception>
    public TableUse Use()
    {
        lock (_gate) return Look();
    }

    /// <summary>Makes the table where it is not; completes nothing and changes nothing where it is.</summary>
    /// <exception cref="NetfilterException">It needs CAP_NET_ADMIN, or a table of that name is there that is not ours.</exception>
    public void Ensure()
    {
        lock (_gate) Make();
    }

    /// <summary>Takes the table away when nothing is in it.</summary>
    /// <returns>Whether it is gone now.</returns>
    /// <exception cref="NetfilterException">The kernel refuses.</exception>
    public bool RemoveIfEmpty()
    {
        lock (_gate)
        {
            for (var tries = 0; ; tries++)
            {
                var generation = Generation();
                switch (Look())
                {
                    case TableUse.Absent: return true;
                    case TableUse.Used: return false;
                }
                var batch = new NetlinkBatch(generation);
                batch.Message(Schema.DeleteTable).Put(1, FilterTable.Name);
                var (error, said) = _socket.Commit(batch);
                _isKnownWhole = false;
                if (error is 0 or Errno.NoEntry) return true;
                if (!Errno.IsPassing(error) || tries == Tries) throw NetfilterException.Of("the table inet hoplite could not be removed", error, said);
            }
        }
    }

    /// <summary>Why what is in the table has no effect; null when it has. Looks whether its rules are there.</summary>
    /// <exception cref="NetfilterException">The kernel does not say.</exception>
    public string? WhyIdle()
    {
        lock (_gate)
        {
            if (!Exists()) return "the table inet hoplite is not there";
            var found = FilterTable.HookChains.Sum(c => Rules(c).Count);
            return found == FilterTable.FixedRules ? null : $"the table inet hoplite has {found} of its own rules and not {FilterTable.FixedRules}: somebody changed it";
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    void Make()
    {
        for (var tries = 0; ; tries++)
        {
            var generation = Generation();
            if (Exists())
            {
                var missing = _isKnownWhole ? null : WhyNotOurs();

                // What changes while it is looked at says nothing.
                if (missing is not null && generation != Generation() && tries < Tries) continue;
                if (missing is not null) throw new NetfilterException($"a table inet hoplite is there, but {missing}: delete it, or give it another name");
                _isKnownWhole = true;
                return;
            }
            var batch = new NetlinkBatch();
            FilterTable.Create(batch);
            var (error, said) = _socket.Commit(batch);
            _isKnownWhole = error == 0;
            if (error == 0) return;
            if ((error != Errno.Exists && !Errno.IsPassing(error)) || tries == Tries) throw NetfilterException.Of("the table inet hoplite could not be made", error, said);
        }
    }

    bool Exists() => _socket.Ask(Schema.GetTable, w => w.Put(1, FilterTable.Name)) is not null;

    string? WhyNotOurs()
    {
        foreach (var set in FilterSet.All)
        {
            if (_socket.Ask(Schema.GetSet, w => ElementCodec.Head(w, set)) is not { } found) return $"its set {set.Name} is missing";
            if (found.Attributes.Number(3) != set.Flags || found.Attributes.Number(5) != (uint)set.KeyBytes) return $"its set {set.Name} is of another kind";
        }
        foreach (var chain in FilterTable.Chains)
            if (_socket.Ask(Schema.GetChain, w => { w.Put(1, FilterTable.Name); w.Put(3, chain); }) is null)
                return $"its chain {chain} is missing";
        return null;
    }

    uint Generation() => (uint)(_socket.Ask(Schema.GetGeneration)?.Attributes.Number(1) ?? 0);

    TableUse Look()
    {
        if (!Exists()) return TableUse.Absent;
        if (FilterTable.HookChains.Any(c => Rules(FilterTable.RulesOf(c)).Count > 0)) return TableUse.Used;
        return FilterSet.All.Any(s => !IsEmpty(s)) ? TableUse.Used : TableUse.Empty;
    }

    // Does what changes something until it meets no passing hindrance; makes the table first where it is gone.
    void Change(string doing, Func<int, NetlinkBatch?> write)
    {
        Make();
        var error = 0;
        for (var tries = 0; ; tries++)
        {
            if (write(error) is not { } batch) return;
            (error, var said) = _socket.Commit(batch);
            if (error == 0) return;
            if (tries == Tries || error is not (Errno.NoEntry or Errno.Exists or Errno.NotEmpty) && !Errno.IsPassing(error)) throw NetfilterException.Of(doing, error, said);
            if (error == Errno.NoEntry) Make();
        }
    }
}

/// <summary>How things are with the table.</summary>
public enum TableUse
{
    /// <summary>There is none.</summary>
    Absent,

    /// <summary>It is there, and nothing is in it.</summary>
    Empty,

    /// <summary>Addresses or rules are in it.</summary>
    Used,
}
