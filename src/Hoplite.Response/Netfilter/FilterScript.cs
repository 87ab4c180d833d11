using System.Globalization;
using System.Net;

namespace Hoplite.Response.Netfilter;

/// <summary>The same changes as commands of the program <c>nft</c>, for people to read and to give by hand.</summary>
public static class FilterScript
{
    /// <summary>The commands that make the table as <see cref="PacketFilter"/> makes it.</summary>
    public static IReadOnlyList<string> Table { get; } = [.. Lines()];

    /// <summary>The command that takes the table away.</summary>
    public const string DeleteTable = "nft delete table inet hoplite";

    /// <summary>The command that puts an address or network into a list.</summary>
    /// <exception cref="ArgumentException">The list cannot hold it.</exception>
    public static string Add(FilterList list, IPNetwork network, TimeSpan? timeout) =>
        $"nft add element inet hoplite {FilterSet.Of(list, network).Name} '{{ {Text(network)}{(timeout is { } t ? string.Create(CultureInfo.InvariantCulture, $" timeout {(long)t.TotalSeconds}s") : "")} }}'";

    /// <summary>The command that takes it out.</summary>
    /// <exception cref="ArgumentException">The list cannot hold it.</exception>
    public static string Delete(FilterList list, IPNetwork network) => $"nft delete element inet hoplite {FilterSet.Of(list, network).Name} '{{ {Text(network)} }}'";

    static string Text(IPNetwork network) => network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8 ? network.BaseAddress.ToString() : network.ToString();

    static IEnumerable<string> Lines()
    {
        yield return "nft add table inet hoplite";
        foreach (var set in FilterSet.All) yield return $"nft add set inet hoplite {set.Name} '{{ type {(set.IsSix ? "ipv6_addr" : "ipv4_addr")}; flags {(set.IsWide ? "interval,timeout" : "timeout")}; }}'";
        foreach (var hook in FilterTable.HookChains) yield return $"nft add chain inet hoplite {FilterTable.RulesOf(hook)}";
        foreach (var hook in FilterTable.HookChains) yield return $"nft add chain inet hoplite {hook} '{{ type filter hook {hook} priority {FilterTable.Priority}; policy accept; }}'";
        foreach (var hook in FilterTable.HookChains)
            foreach (var rule in Rules(hook))
                yield return $"nft add rule inet hoplite {hook} {rule}";
    }

    static IEnumerable<string> Rules(string hook)
    {
        foreach (var (ip, six) in new[] { ("ip", '4'), ("ip6", '6') })
        {
            foreach (var end in hook switch { "input" => ["saddr"], "output" => ["daddr"], _ => new[] { "saddr", "daddr" } })
            {
                yield return $"{ip} {end} @blocked{six} counter drop";
                yield return $"{ip} {end} @blocked{six}_nets counter drop";
            }
            if (hook != "forward") continue;
            yield return $"{ip} saddr @isolated{six} {ip} daddr != @lifelines{six} counter drop";
            yield return $"{ip} daddr @isolated{six} {ip} saddr != @lifelines{six} counter drop";
        }
        yield return $"jump {FilterTable.RulesOf(hook)}";
    }
}
