using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hoplite.Response.Responders.Hosts;

/// <summary>What the other machine's shell is told. Only numbers, addresses and ids of this program stand in it.</summary>
static class IsolationScript
{
    /// <summary>The table, which is the machine's own to see.</summary>
    public const string Table = "inet hoplite_isolation";

    /// <summary>Says where the login comes from, the port it came to, and whether the table is there.</summary>
    public static string Look => $"set -- $SSH_CONNECTION; echo \"$1 $4\"; nft list table {Table} >/dev/null 2>&1 && echo there || {{ nft list tables >/dev/null && echo free; }}";

    /// <summary>Starts the watchdog, then cuts the machine off in one transaction.</summary>
    /// <param name="id">The id of the isolation.</param>
    /// <param name="seconds">How long it lasts at most.</param>
    /// <param name="rules">The table.</param>
    public static string Cut(string id, long seconds, string rules) => string.Create(CultureInfo.InvariantCulture, $"""
        set -e
        until=$(($(date +%s)+{seconds}))
        old=$(cut -d' ' -f2 {Mark(id)} 2>/dev/null || echo 0)
        if [ "$old" -lt "$until" ]; then
        {Calm(id)}
        if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null; then
        systemd-run --quiet --collect --unit=hoplite-{id} --on-active={seconds} /bin/sh -c '{Release(id)}'
        echo "0 $until" >{Mark(id)}
        else
        setsid sh -c 'echo "$$ '$until'" >{Mark(id)}; sleep {seconds}; {Release(id)}' hoplite-{id} </dev/null >/dev/null 2>&1 &
        n=0; while [ ! -s {Mark(id)} ] && [ $n -lt 50 ]; do sleep 0.1; n=$((n+1)); done
        [ -s {Mark(id)} ]
        fi
        fi
        nft -f - <<'END'
        {rules}
        END
        """);

    /// <summary>Takes the table away, if it is of this isolation, and the watchdog.</summary>
    public static string Undo(string id) => $"{Drop(id)}\n{Calm(id)}\n{Check}";

    /// <summary>Says whether the isolation is in effect.</summary>
    public static string Verify(string id) => $"if nft list table {Table} 2>/dev/null | grep -q {id}; then echo present; else {Check} && echo absent; fi";

    /// <summary>The table as nft reads it: all is dropped but what stands in it.</summary>
    /// <param name="id">The id of the isolation; a rule bears it.</param>
    /// <param name="manager">Where the machine is managed from.</param>
    /// <param name="port">The port it is managed by.</param>
    /// <param name="lifelines">What else it reaches.</param>
    public static string Rules(string id, IPAddress manager, int port, IEnumerable<IPAddress> lifelines)
    {
        var (into, outOf) = (new StringBuilder(), new StringBuilder());
        into.Append(CultureInfo.InvariantCulture, $"{Family(manager)} saddr {manager} tcp dport {port} accept\n");
        outOf.Append(CultureInfo.InvariantCulture, $"{Family(manager)} daddr {manager} tcp sport {port} accept\n");
        foreach (var lifeline in lifelines)
        {
            into.Append(CultureInfo.InvariantCulture, $"{Family(lifeline)} saddr {lifeline} accept\n");
            outOf.Append(CultureInfo.InvariantCulture, $"{Family(lifeline)} daddr {lifeline} accept\n");
        }

        // Neighbours and the lease of the address are what the way of management itself stands on.
        const string Neighbours = "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert } accept\n";
        return $"table {Table}\ndelete table {Table}\ntable {Table} {{\n"
            + $"chain hoplite_in {{\ntype filter hook input priority -300; policy drop;\niif \"lo\" accept comment \"{id}\"\n{into}{Neighbours}udp sport 67 udp dport 68 accept\n}}\n"
            + $"chain hoplite_out {{\ntype filter hook output priority -300; policy drop;\noif \"lo\" accept\n{outOf}{Neighbours}udp sport 68 udp dport 67 limit rate 6/minute accept\n}}\n"
            + "chain hoplite_forward {\ntype filter hook forward priority -300; policy drop;\n}\n}";
    }

    static string Check => "nft list tables >/dev/null";

    static string Mark(string id) => $"/run/hoplite-{id}";

    // A number that was given to another process since is not ended: its words are asked first.
    static string Calm(string id) =>
        $"if [ -s {Mark(id)} ]; then p=$(cut -d' ' -f1 {Mark(id)}); if [ \"$p\" = 0 ]; then systemctl stop hoplite-{id}.timer >/dev/null 2>&1 || true; elif grep -q hoplite-{id} /proc/$p/cmdline 2>/dev/null; then kill -- -$p 2>/dev/null || true; fi; rm -f {Mark(id)}; fi";

    static string Drop(string id) => $"if nft list table {Table} 2>/dev/null | grep -q {id}; then nft delete table {Table}; fi";

    static string Release(string id) => $"{Drop(id)}; rm -f {Mark(id)}";

    static string Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "ip" : "ip6";
}
