using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;

namespace Hoplite.Guard.Gating;

/// <summary>The hard rules of the gate in plain C#, written apart from the policies. What they forbid is not done, whatever a policy says.</summary>
public static class Invariants
{
    const string TellingModel = "model-tells";
    const int FewestEvents = 3;
    const int FewestSensors = 2;

    static readonly (string Name, Func<GateContext, ActionTraits, bool> Holds)[] Rules =
    [
        ("log-first", (c, _) => c.LogCommitted),
        ("observe-only", (c, _) => c.Autonomy > Autonomy.Observe),
        ("protected", (c, _) => !c.IsProtected || (c.BreakGlass && c.Approvals >= 2)),
        ("budget", (c, _) => c.BudgetLeft > 0),
        ("forged-approval", (c, _) => c.Approvals == 0 || c.ApprovalDigestOk),
        ("wide", (c, _) => !c.IsWide || c.Approvals >= 2),
        ("ratchet", (c, t) => !t.IsLowering || (c.IsHuman && c.Approvals >= 1)),
        ("two-persons", (c, t) => (!t.NeedsTwo && !(t.IsLowering && t.Class == ActionClass.Privileged)) || c.Approvals >= 2),
        ("lease", (c, t) => t.Class is not (ActionClass.Narrow or ActionClass.Wide) || (c.TtlSeconds >= 1 && c.TtlSeconds <= (c.Approvals > 0 ? ActionTraits.LongestApproved : t.LongestAlone).TotalSeconds)),
        ("criticality", (c, t) => t.Class is not (ActionClass.Narrow or ActionClass.Wide) || c.Criticality <= (c.Approvals > 0 ? 3 : t.Class == ActionClass.Narrow ? 2 : 1)),
        ("acts-alone", (c, t) => c.Approvals > 0 || t.Class is not (ActionClass.Narrow or ActionClass.Wide) || (!c.IsHuman && c.Autonomy == Autonomy.Act)),
        ("model-only", (c, t) => c.Approvals > 0 || t.Class is not (ActionClass.Narrow or ActionClass.Wide) || !c.FromModel),
        ("endorsed", (c, t) => c.Approvals > 0 || t.Class is not (ActionClass.Narrow or ActionClass.Wide) || IsEndorsed(c, t)),
        ("inside", (c, _) => c.Approvals > 0 || c.Action != ActionKind.BlockAddress || !c.IsInternal),
    ];

    /// <summary>The names of the rules.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Rules.Select(r => r.Name), TellingModel];

    /// <summary>The rules that forbid it; none means that it may be done.</summary>
    public static IReadOnlyList<string> Broken(GateContext context)
    {
        var traits = ActionTraits.Of(context.Action);
        return traits.Class == ActionClass.Read ? IsModelTelling(context) ? [TellingModel] : [] : [.. Rules.Where(r => !r.Holds(context, traits)).Select(r => r.Name)];
    }

    /// <summary>Whether it may be done.</summary>
    public static bool Allow(GateContext context)
    {
        var traits = ActionTraits.Of(context.Action);
        return traits.Class == ActionClass.Read ? !IsModelTelling(context) : Array.TrueForAll(Rules, r => r.Holds(context, traits));
    }

    // Whoever has the model could keep people busy with messages, or make them stop reading them.
    static bool IsModelTelling(GateContext context) => context is { Action: ActionKind.Notify, FromModel: true };

    static bool IsEndorsed(GateContext c, ActionTraits traits) =>
        c.MinIntegrity >= Integrity.Sensor && c.EndorsedEvents >= FewestEvents && (c.EndorsedSensors >= FewestSensors || (traits.Class == ActionClass.Narrow && c.AtEnforcementPoint));
}
