namespace Hoplite.Guard.Transparency;

/// <summary>The names of the kinds in leaves; part of the format, never changed.</summary>
static class LedgerKinds
{
    /// <summary>The name of a kind.</summary>
    public static string Name(LedgerKind kind) => kind switch
    {
        LedgerKind.ModelCall => "model-call",
        LedgerKind.Extraction => "extraction",
        LedgerKind.Endorsement => "endorsement",
        LedgerKind.Verdict => "verdict",
        LedgerKind.Proposal => "proposal",
        LedgerKind.Decision => "decision",
        LedgerKind.Approval => "approval",
        LedgerKind.Intent => "intent",
        LedgerKind.Action => "action",
        LedgerKind.Rollback => "rollback",
        LedgerKind.Change => "change",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no such kind of leaf"),
    };

    /// <summary>The kind of a name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static LedgerKind Parse(string name)
    {
        foreach (var kind in Enum.GetValues<LedgerKind>())
            if (Name(kind) == name) return kind;
        throw new InvalidDataException("it is of a kind that this version does not know");
    }
}
