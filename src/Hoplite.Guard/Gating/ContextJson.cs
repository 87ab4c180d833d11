using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Guard.Gating;

/// <summary>The context of a decision as data, so that the decision can be made again from the ledger alone.</summary>
public static class ContextJson
{
    /// <summary>The context as an object.</summary>
    public static JsonObject Of(GateContext context) => new()
    {
        ["isHuman"] = context.IsHuman,
        ["action"] = ActionTraits.Of(context.Action).Name,
        ["criticality"] = context.Criticality,
        ["isProtected"] = context.IsProtected,
        ["isInternal"] = context.IsInternal,
        ["isWide"] = context.IsWide,
        ["minIntegrity"] = (int)context.MinIntegrity,
        ["endorsedEvents"] = context.EndorsedEvents,
        ["endorsedSensors"] = context.EndorsedSensors,
        ["atEnforcementPoint"] = context.AtEnforcementPoint,
        ["ttlSeconds"] = context.TtlSeconds,
        ["budgetLeft"] = context.BudgetLeft,
        ["approvals"] = context.Approvals,
        ["approvalDigestOk"] = context.ApprovalDigestOk,
        ["autonomy"] = (int)context.Autonomy,
        ["logCommitted"] = context.LogCommitted,
        ["breakGlass"] = context.BreakGlass,
        ["fromModel"] = context.FromModel,
    };
}
