using System.Text.Json.Nodes;

namespace Hoplite.Guard.Transparency;

/// <summary>What a leaf of the ledger is about.</summary>
public enum LedgerKind
{
    /// <summary>A model was asked, and what came of it.</summary>
    ModelCall,

    /// <summary>Text was turned into typed values.</summary>
    Extraction,

    /// <summary>A value was confirmed by independent sensors.</summary>
    Endorsement,

    /// <summary>An investigation ended.</summary>
    Verdict,

    /// <summary>A response was proposed.</summary>
    Proposal,

    /// <summary>The gate said yes or no.</summary>
    Decision,

    /// <summary>A person said yes or no.</summary>
    Approval,

    /// <summary>What is about to be done.</summary>
    Intent,

    /// <summary>What was done.</summary>
    Action,

    /// <summary>What was undone.</summary>
    Rollback,

    /// <summary>A change of how the platform behaves: policy, autonomy, keys.</summary>
    Change,
}

/// <summary>One thing worth proving later.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Actor">Who: a component such as <c>gate</c>, or the name of a person.</param>
/// <param name="Case">The incident; null when there is none.</param>
/// <param name="Body">The details: typed values, digests of texts, never the text of an attacker as a name of a member.</param>
public sealed record LedgerEntry(LedgerKind Kind, string Actor, Guid? Case, JsonObject Body);

/// <summary>Where a leaf is.</summary>
/// <param name="Index">Its place in the tree, from 0.</param>
/// <param name="Id">Its id (UUIDv7), under which people ask for it.</param>
/// <param name="LeafHash">RFC 9162 §2.1.1 hash of the leaf.</param>
public sealed record LedgerReceipt(long Index, Guid Id, ReadOnlyMemory<byte> LeafHash);

/// <summary>Takes down what was decided before it has an effect.</summary>
public interface ILedger
{
    /// <summary>Writes entries as consecutive leaves; when it returns, they are durable and below a signed checkpoint.</summary>
    /// <exception cref="IOException">They could not be written; whoever asked must not act.</exception>
    IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries);
}
