using System.Net;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.Responders.Packets;

/// <summary>
/// Blocks an address or network at this machine and on what passes through it. The kernel ends the block by itself when the lease is over. A block that is there
/// already and lasts longer is left as it is, and is still there after this one is taken back.
/// </summary>
/// <param name="filter">The packet filter; stays with who gave it.</param>
/// <param name="clock">Says how much of a lease is left.</param>
public sealed class AddressBlocker(PacketFilter filter, TimeProvider clock) : IResponder
{
    static readonly IPNetwork[] Own = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("0.0.0.0/32"), IPNetwork.Parse("::/127")];

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("nftables", [ActionKind.BlockAddress], Reversibility.Exact, IsRepeatable: true, "Linux with nf_tables and the right CAP_NET_ADMIN.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Kind != ActionKind.BlockAddress || action.Target is not AddressTarget { Network: var network }) return "it blocks addresses and networks only";
        if (action.Lease < TimeSpan.FromSeconds(1)) return "a block needs a lease of a second at least";
        if (Own.Any(o => o.Contains(network.BaseAddress) || network.Contains(o.BaseAddress))) return $"{network} has addresses of this machine itself in it";
        return KernelCalls.Try(() => filter.Use() != TableUse.Absent && filter.Overlaps(FilterList.Blocked, network) is [var other, ..] ? $"{network} overlaps {other}, which is blocked already: take that back first" : null);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action)
    {
        var network = Target(action);
        return KernelCalls.Rehearse(filter, [FilterScript.Add(FilterList.Blocked, network, action.Lease)], [FilterScript.Delete(FilterList.Blocked, network)]);
    }

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation) => KernelCalls.Do(() => new JsonObject
    {
        ["table"] = filter.Use().ToString(),
        ["elements"] = ElementMemory.Of(filter, FilterList.Blocked, [Target(action)], clock.GetUtcNow()),
    });

    /// <inheritdoc />
    public ValueTask ActAsync(ResponderCall call, CancellationToken cancellation) => KernelCalls.Do(() => ElementMemory.Put(filter, FilterList.Blocked, [Target(call.Action)], KernelCalls.Left(call, clock)));

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => KernelCalls.Verify(filter, FilterList.Blocked, [Target(call.Action)]);

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => KernelCalls.Do(() =>
    {
        ElementMemory.Restore(filter, FilterList.Blocked, call.Before["elements"], clock.GetUtcNow());
        KernelCalls.Leave(filter, call.Before);
    });

    static IPNetwork Target(ProposedAction action) => action.Target is AddressTarget { Network: var network } ? network : throw new ResponderException("it blocks addresses and networks only");
}
