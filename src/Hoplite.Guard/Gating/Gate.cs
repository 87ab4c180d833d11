using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Gating;

/// <summary>The one door between a proposal and an effect. It asks the policies and, apart from them, its own hard rules; where they differ the answer is no.</summary>
/// <param name="policies">The policies; null when this build has no engine for them, and then nothing is allowed but to look.</param>
/// <param name="settings">What it knows of the organisation.</param>
/// <param name="approvals">What people said.</param>
/// <param name="ledger">Where every decision is written before it has an effect.</param>
/// <param name="time">The clock.</param>
public sealed class Gate(IPolicyEngine? policies, GateSettings settings, ApprovalDesk approvals, ILedger ledger, TimeProvider time)
{
    static readonly TimeSpan CapabilityLasts = TimeSpan.FromMinutes(1);

    /// <summary>What it knows of the organisation.</summary>
    public GateSettings Settings => settings;

    /// <summary>Decides.</summary>
    public GateDecision Decide(GateRequest request)
    {
        var given = approvals.Of(request.Action);
        var proposed = Written(LedgerKind.Proposal, request.Principal.Name, request.Action, request.Action.ToJson());
        var context = Context(request, given) with { LogCommitted = proposed is not null };
        var (isAllowed, reasons) = Ask(context);
        var outcome = isAllowed ? GateOutcome.Allowed : WhatWouldDo(context);

        // Two decisions may not rest on the same approvals, and the last of the budget may have gone to somebody else since it was looked at.
        if (outcome == GateOutcome.Allowed && given.Count > 0 && !approvals.TrySpend(request.Action)) (outcome, reasons) = (GateOutcome.Denied, ["approval-used"]);
        if (outcome == GateOutcome.Allowed && request.Action.Traits.Class != ActionClass.Read && !settings.Budget.TryTake(request.Action)) (outcome, reasons) = (GateOutcome.Denied, ["budget"]);
        var leaf = Written(LedgerKind.Decision, "gate", request.Action, DecisionBody(request, context, outcome, reasons));
        if (leaf is null) return new GateDecision(GateOutcome.Denied, ["log-first"], context, null, null);
        if (outcome != GateOutcome.Allowed) return new GateDecision(outcome, reasons, context, leaf, null);
        return new GateDecision(outcome, reasons, context, leaf, new Capability(request.Action, time.GetUtcNow() + CapabilityLasts, leaf));
    }

    GateContext Context(GateRequest request, IReadOnlyList<Approval> given) => new()
    {
        IsHuman = request.Principal.IsHuman,
        Action = request.Action.Kind,
        Criticality = settings.CriticalityOf(request.Action.Target),
        IsProtected = settings.Protected.Contains(request.Action.Target),
        IsInternal = ProtectedSet.IsInternal(request.Action.Target),
        IsWide = request.Action.Target.IsWide,
        MinIntegrity = request.Label.Integrity,
        EndorsedEvents = Math.Min(request.Endorsement.Events, 1_000),
        EndorsedSensors = Math.Min(request.Endorsement.Sensors, 100),
        AtEnforcementPoint = request.Endorsement.AtEnforcementPoint,
        TtlSeconds = (long)request.Action.Lease.TotalSeconds,
        BudgetLeft = Math.Min(settings.Budget.Left(request.Action.Kind), 1_000),
        Approvals = given.Select(a => a.Person).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
        ApprovalDigestOk = given.Count > 0 && given.All(a => a.Digest == request.Action.Digest),
        Autonomy = settings.Autonomy[request.Action.Kind],
        BreakGlass = settings.IsGlassBroken,
        FromModel = request.FromModel,
    };

    (bool IsAllowed, IReadOnlyList<string> Reasons) Ask(GateContext context)
    {
        if (ActionTraits.Of(context.Action).Class == ActionClass.Read) return Invariants.Allow(context) ? (true, ["read"]) : (false, Invariants.Broken(context));
        var broken = Invariants.Broken(context);
        if (policies is null) return (false, [.. broken, "no-policy-engine"]);
        var answer = policies.Ask(context);
        if (answer.IsAllowed && broken.Count == 0) return (true, answer.Policies);
        if (answer.IsAllowed) return (false, [.. broken, "policies-disagree"]);
        return (false, broken.Count > 0 ? broken : [.. answer.Policies, "not-permitted"]);
    }

    // What people could make of it is asked in the same way, as if they had.
    GateOutcome WhatWouldDo(GateContext context)
    {
        if (!context.LogCommitted) return GateOutcome.Denied;
        if (Ask(context with { Approvals = 1, ApprovalDigestOk = true }).IsAllowed) return GateOutcome.NeedsApproval;
        return Ask(context with { Approvals = 2, ApprovalDigestOk = true }).IsAllowed ? GateOutcome.NeedsTwoApprovals : GateOutcome.Denied;
    }

    JsonObject DecisionBody(GateRequest request, GateContext context, GateOutcome outcome, IReadOnlyList<string> reasons) => new()
    {
        ["action"] = request.Action.Digest,
        ["context"] = ContextJson.Of(context),
        ["endorsedBy"] = new JsonArray([.. request.Endorsement.EventIds.Select(e => (JsonNode)e)]),
        ["outcome"] = outcome.ToString(),
        ["policies"] = policies?.Digest,
        ["reasons"] = new JsonArray([.. reasons.Select(r => (JsonNode)r)]),
    };

    LedgerReceipt? Written(LedgerKind kind, string actor, ProposedAction action, JsonObject body)
    {
        try
        {
            return ledger.Append(new LedgerEntry(kind, actor, action.Incident, body))[0];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
