using System.Net;
using System.Net.Sockets;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Netfilter;

/// <summary>What the packet filter does with the addresses of a list.</summary>
public enum FilterList
{
    /// <summary>No packet from or to them passes.</summary>
    Blocked,

    /// <summary>Nothing is forwarded from or to them, but from and to lifelines. Single addresses only.</summary>
    Isolated,

    /// <summary>Isolated machines still reach them. Single addresses only.</summary>
    Lifelines,
}

/// <summary>A set of the kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSix">Whether it holds IPv6 addresses.</param>
/// <param name="IsWide">Whether it holds networks.</param>
sealed record FilterSet(string Name, bool IsSix, bool IsWide)
{
    public static IReadOnlyList<FilterSet> All { get; } =
    [
        new("isolated4", IsSix: false, IsWide: false), new("isolated6", IsSix: true, IsWide: false),
        new("lifelines4", IsSix: false, IsWide: false), new("lifelines6", IsSix: true, IsWide: false),
        new("blocked4_nets", IsSix: false, IsWide: true), new("blocked6_nets", IsSix: true, IsWide: true),
        new("blocked4", IsSix: false, IsWide: false), new("blocked6", IsSix: true, IsWide: false),
    ];

    public int KeyBytes => IsSix ? 16 : 4;

    /// <summary>The type that the program <c>nft</c> shows: ipv4_addr or ipv6_addr.</summary>
    public uint KeyType => IsSix ? 8u : 7u;

    public uint Flags => (uint)(Schema.SetTimeout | (IsWide ? Schema.SetInterval : 0));

    /// <exception cref="ArgumentException">The list holds no networks, or the address has a form that is not normal.</exception>
    public static FilterSet Of(FilterList list, IPNetwork network)
    {
        if (network.BaseAddress.IsIPv4MappedToIPv6 || network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 && network.BaseAddress.ScopeId != 0) throw new ArgumentException($"{network} is not in its normal form");
        var (isSix, isWide) = (network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6, network.PrefixLength < AddressForm.Bits(network.BaseAddress));
        if (isWide && list != FilterList.Blocked) throw new ArgumentException($"{network} is a network, and only single addresses can be isolated or kept reachable");
        var name = $"{list switch { FilterList.Blocked => "blocked", FilterList.Isolated => "isolated", _ => "lifelines" }}{(isSix ? '6' : '4')}{(isWide ? "_nets" : "")}";
        return All.First(s => s.Name == name);
    }
}

/// <summary>An address or network in a list.</summary>
/// <param name="Network">The network; a single address is one of full length.</param>
/// <param name="Timeout">How long it was put there for; null when for good.</param>
/// <param name="Remaining">How long it still stays there; null when for good.</param>
public sealed record FilterElement(IPNetwork Network, TimeSpan? Timeout, TimeSpan? Remaining);
