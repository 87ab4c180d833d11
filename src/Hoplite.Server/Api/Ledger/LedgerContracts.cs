using System.Text.Json.Nodes;

namespace Hoplite.Server.Api.Ledger;

/// <summary>A leaf of the ledger.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Id">Its id.</param>
/// <param name="Time">When it was taken down.</param>
/// <param name="Kind"><c>model-call</c>, <c>extraction</c>, <c>endorsement</c>, <c>verdict</c>, <c>proposal</c>, <c>decision</c>, <c>approval</c>, <c>intent</c>, <c>action</c>, <c>rollback</c> or <c>change</c>.</param>
/// <param name="Actor">Who.</param>
/// <param name="Incident">The incident; null when there is none.</param>
/// <param name="Body">The details: typed values and digests.</param>
public sealed record LedgerRow(long Index, Guid Id, DateTimeOffset Time, string Kind, string Actor, Guid? Incident, JsonObject Body);

/// <summary>A page of the ledger.</summary>
/// <param name="Items">The leaves, the newest first.</param>
/// <param name="Total">How many there are that were asked for.</param>
/// <param name="Size">How many leaves the ledger has.</param>
/// <param name="Checkpoint">The signed checkpoint; null when there is no ledger.</param>
public sealed record LedgerPage(IReadOnlyList<LedgerRow> Items, long Total, long Size, string? Checkpoint);

/// <summary>All that a third party needs, besides the public key, to be sure that a leaf is in the ledger.</summary>
/// <param name="Version">1.</param>
/// <param name="Index">Its place.</param>
/// <param name="Leaf">It, as canonical JSON.</param>
/// <param name="Inclusion">What leads from it to the root (RFC 9162), base64.</param>
/// <param name="Checkpoint">The signed note that names the root.</param>
public sealed record LedgerProofAnswer(int Version, long Index, string Leaf, IReadOnlyList<string> Inclusion, string Checkpoint);
