using System.Net;
using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Gating;

/// <summary>What nothing is done to, because it would hurt more than any attack: the organisation's own lifelines, and those everybody shares.</summary>
public sealed class ProtectedSet
{
    // Resolvers that half of the world asks; an attacker would like to see them blocked.
    static readonly string[] Shared =
    [
        "1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "149.112.112.112", "208.67.222.222", "208.67.220.220",
        "2606:4700:4700::1111", "2606:4700:4700::1001", "2001:4860:4860::8888", "2001:4860:4860::8844", "2620:fe::fe", "2620:fe::9",
    ];

    // This host, everybody, nobody: never something to act against.
    static readonly IPNetwork[] Never = [.. new[] { "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/127", "fe80::/10", "ff00::/8" }.Select(IPNetwork.Parse)];

    static readonly IPNetwork[] Private = [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7" }.Select(IPNetwork.Parse)];

    readonly IPNetwork[] _networks;
    readonly HashSet<string> _hosts;
    readonly HashSet<string> _accounts;
    readonly HashSet<string> _domains;

    /// <summary>Puts it together.</summary>
    /// <param name="addresses">Addresses and networks: gateways, resolvers, domain controllers, collectors, backup, the identity provider, the management network, this platform.</param>
    /// <param name="hosts">Machines.</param>
    /// <param name="accounts">Accounts, among them the last two administrators.</param>
    /// <param name="domains">Names in the DNS, with all below them.</param>
    /// <exception cref="ArgumentException">One of them cannot be read.</exception>
    public ProtectedSet(IEnumerable<string> addresses, IEnumerable<string> hosts, IEnumerable<string> accounts, IEnumerable<string> domains)
    {
        _networks = [.. addresses.Concat(Shared).Select(a => AddressForm.TryParseNetwork(a, out var n) ? n : throw new ArgumentException($"'{a}' is no address or network"))];
        _hosts = [.. hosts.Select(h => TargetForm.Host(h)?.Name ?? throw new ArgumentException($"'{h}' is no name of a machine"))];
        _accounts = [.. accounts.Select(a => TargetForm.Account(a)?.Name ?? throw new ArgumentException($"'{a}' is no name of an account"))];
        _domains = [.. domains.Select(d => (TargetForm.Domain(d) as DomainTarget)?.Name ?? throw new ArgumentException($"'{d}' is no domain name"))];
    }

    /// <summary>Only what everybody shares.</summary>
    public static ProtectedSet Shares { get; } = new([], [], [], []);

    /// <summary>Whether a target, or any part of it, is protected.</summary>
    public bool Contains(ActionTarget target) => target switch
    {
        AddressTarget address => Touches(address.Network) || EmbeddedAddress.In(address.Network).Any(Touches),
        DomainTarget domain => _domains.Any(d => IsBelow(domain.Name, d) || IsBelow(d, domain.Name)),
        ProcessTarget process => _hosts.Contains(process.Host.Name),
        FileTarget file => _hosts.Contains(file.Host.Name),
        NamedTarget { Kind: TargetKind.Host } host => _hosts.Contains(host.Name),
        NamedTarget { Kind: TargetKind.Account } account => _accounts.Contains(account.Name),
        _ => false,
    };

    /// <summary>Whether a target lies inside the organisation.</summary>
    public static bool IsInternal(ActionTarget target) => target is not AddressTarget address || Private.Any(p => Overlap(p, address.Network));

    bool Touches(IPNetwork network) => Array.Exists(_networks, n => Overlap(n, network)) || Array.Exists(Never, n => Overlap(n, network)) || (network.PrefixLength < AddressForm.Bits(network.BaseAddress) && Array.Exists(Private, n => Overlap(n, network)));

    static bool Overlap(IPNetwork a, IPNetwork b) => a.Contains(b.BaseAddress) || b.Contains(a.BaseAddress);

    static bool IsBelow(string name, string parent) => name == parent || (name.Length > parent.Length && name.EndsWith(parent, StringComparison.Ordinal) && name[^(parent.Length + 1)] == '.');
}
