namespace Hoplite.Response.Netfilter;

// Rules without state.
public sealed partial class PacketFilter
{
    /// <summary>Puts rules before all others that were put, as a whole or not at all; the last of them is looked at first.</summary>
    /// <exception cref="NetfilterException">It needs CAP_NET_ADMIN, or the kernel refuses, or cannot do what a rule asks for.</exception>
    public void Put(IReadOnlyList<FilterRule> rules)
    {
        lock (_gate)
        {
            Change("the rules could not be put in", _ =>
            {
                var batch = new NetlinkBatch();
                foreach (var rule in rules) rule.Write(batch);
                return batch;
            });
        }
    }

    /// <summary>The remarks of all rules that are there, one for each.</summary>
    /// <exception cref="NetfilterException">The kernel does not say.</exception>
    public IReadOnlyList<string> Remarks()
    {
        lock (_gate) return [.. FilterTable.HookChains.SelectMany(c => Rules(FilterTable.RulesOf(c))).Select(r => r.Remark)];
    }

    /// <summary>Takes away the rules with one of some remarks and puts others in, as a whole or not at all.</summary>
    /// <returns>How many were taken away.</returns>
    /// <exception cref="NetfilterException">It needs CAP_NET_ADMIN, or the kernel refuses.</exception>
    public int Replace(Func<string, bool> isGone, IReadOnlyList<FilterRule> rules)
    {
        var taken = 0;
        lock (_gate)
        {
            Change("the rules could not be replaced", _ =>
            {
                taken = 0;
                var batch = new NetlinkBatch();
                foreach (var chain in FilterTable.HookChains.Select(FilterTable.RulesOf))
                {
                    foreach (var (handle, _) in Rules(chain).Where(r => isGone(r.Remark)))
                    {
                        var writer = batch.Message(Schema.DeleteRule);
                        writer.Put(1, FilterTable.Name);
                        writer.Put(2, chain);
                        writer.Put(3, handle);
                        taken++;
                    }
                }
                foreach (var rule in rules) rule.Write(batch);
                return batch.Count == 0 ? null : batch;
            });
        }
        return taken;
    }

    List<(ulong Handle, string Remark)> Rules(string chain)
    {
        for (var tries = 0; ; tries++)
        {
            var found = new List<(ulong, string)>();
            var isWhole = _socket.List(Schema.GetRule, w => { w.Put(1, FilterTable.Name); w.Put(2, chain); }, m =>
            {
                var attributes = m.Attributes;
                if (attributes.Text(1) == FilterTable.Name && attributes.Text(2) == chain) found.Add((attributes.Number(3), Remark(attributes.Find(7))));
                return true;
            });
            if (isWhole || tries == Tries) return found;
        }
    }

    static string Remark(ReadOnlyMemory<byte>? data) => data is { Length: > 3 } bytes && bytes.Span[0] == 0 ? System.Text.Encoding.ASCII.GetString(bytes.Span[2..]).TrimEnd('\0') : "";
}
