using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.Responders.Packets;

/// <summary>
/// Cuts a machine off the network at the router that this runs on: nothing is forwarded from or to it any more, running connections included, but from and to lifelines.
/// It does not stop what machines on one cable say to each other, nor what the machine says to the router itself, nor flows that a flowtable carries past the forward hook.
/// </summary>
/// <param name="filter">The packet filter; stays with who gave it.</param>
/// <param name="resolve">The addresses of a machine by its name; none when it is not known.</param>
/// <param name="lifelines">What an isolated machine still reaches, and is reached from: management, names, time.</param>
/// <param name="clock">Says how much of a lease is left.</param>
public sealed class HostIsolator(PacketFilter filter, Func<string, IReadOnlyList<IPAddress>> resolve, IReadOnlyList<IPAddress> lifelines, TimeProvider clock) : IResponder
{
    const int Most = 64;

    // A lifeline that ends before the isolation would cut what must not be cut.
    static readonly TimeSpan Longer = TimeSpan.FromMinutes(1);

    readonly IPNetwork[] _reachable = [.. lifelines.Select(Single).Distinct()];

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("nftables-isolation", [ActionKind.IsolateHost, ActionKind.IsolateServer], Reversibility.Exact, IsRepeatable: true, "Linux as the router of the machine, with nf_tables and the right CAP_NET_ADMIN.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Kind is not (ActionKind.IsolateHost or ActionKind.IsolateServer) || action.Target is not NamedTarget { Name: var name }) return "it isolates machines only";
        if (action.Lease < TimeSpan.FromSeconds(1)) return "an isolation needs a lease of a second at least";
        var addresses = Addresses(name);
        if (addresses.Length is 0 or > Most) return addresses.Length == 0 ? $"no address of {name} is known" : $"{name} has more than {Most} addresses";
        if (addresses.Intersect(_reachable).Any()) return $"{name} is a lifeline of others";
        return addresses.Any(a => IPAddress.IsLoopback(a.BaseAddress)) ? $"{name} is this machine itself" : KernelCalls.WhyUnreachable(filter);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action)
    {
        var addresses = Addresses(((NamedTarget)action.Target).Name);
        return KernelCalls.Rehearse(
            filter,
            [.. _reachable.Select(l => FilterScript.Add(FilterList.Lifelines, l, action.Lease + Longer)), .. addresses.Select(a => FilterScript.Add(FilterList.Isolated, a, action.Lease))],
            [.. addresses.Select(a => FilterScript.Delete(FilterList.Isolated, a)), .. _reachable.Select(l => FilterScript.Delete(FilterList.Lifelines, l))]);
    }

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => KernelCalls.Do(() => new JsonObject
    {
        ["table"] = filter.Use().ToString(),
        ["elements"] = ElementMemory.Of(filter, FilterList.Isolated, Addresses(((NamedTarget)action.Target).Name), clock.GetUtcNow()),
        ["lifelines"] = ElementMemory.Of(filter, FilterList.Lifelines, _reachable, clock.GetUtcNow()),
        ["others"] = filter.Use() == TableUse.Used && !filter.IsEmpty(FilterList.Isolated),
    });

    // The addresses are those that were seen before the action, so that it is taken back from the same ones.
    /// <inheritdoc />
    public ValueTask ActAsync(ResponderCall call, CancellationToken cancellation) => KernelCalls.Do(() =>
    {
        var left = KernelCalls.Left(call, clock);
        var addresses = ElementMemory.Networks(call.Before["elements"]).ToArray();
        if (addresses.Length == 0) throw new ResponderException("no address of the machine was known");
        ElementMemory.Put(filter, FilterList.Lifelines, _reachable, left + Longer);
        ElementMemory.Put(filter, FilterList.Isolated, addresses, left);
    });

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => KernelCalls.Verify(filter, FilterList.Isolated, [.. ElementMemory.Networks(call.Before["elements"])]);

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => KernelCalls.Do(() =>
    {
        ElementMemory.Restore(filter, FilterList.Isolated, call.Before["elements"], clock.GetUtcNow());
        if (filter.Use() == TableUse.Used && filter.IsEmpty(FilterList.Isolated))
        {
            // Lifelines that were there for other isolations are of no use once those are gone.
            if (call.Before["others"]!.GetValue<bool>()) filter.Clear(FilterList.Lifelines);
            else ElementMemory.Restore(filter, FilterList.Lifelines, call.Before["lifelines"], clock.GetUtcNow());
        }
        KernelCalls.Leave(filter, call.Before);
    });

    static IPNetwork Single(IPAddress address) => new(AddressForm.Normal(address), AddressForm.Bits(AddressForm.Normal(address)));

    IPNetwork[] Addresses(string name) => [.. resolve(name).Select(Single).Distinct()];
}
