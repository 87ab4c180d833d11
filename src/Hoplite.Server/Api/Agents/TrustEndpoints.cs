using System.Text.Json.Nodes;
using Hoplite.Agents.Providers;
using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Transparency;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Agents;

/// <summary>How far the agents may go, and what keeps them there.</summary>
static class TrustEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("agents");
        agents.MapGet("/trust", Get).WithName("getAgentTrust").WithSummary("What keeps the agents within bounds, and its state").RequireRoleAtLeast(Role.Viewer, Scope.ReadHealth);
        agents.MapPost("/autonomy", Set).WithName("setAutonomy").WithSummary("Set how far software may go with an action").RequireRoleAtLeast(Role.Admin);
    }

    static AgentTrust Get(AgentRoom room, DrillRoom drills, Platform platform)
    {
        var options = platform.Options.Agents;
        var (policies, ledger, types) = (room.Policies, room.Ledger, FieldTrust.Default.Types);
        var left = room.Desk?.Left();
        return new AgentTrust(
            [.. options.Providers.Select(p => Of(p, room.Desk?.IsExcluded(p.Name) == true, left?.Providers.GetValueOrDefault(p.Name) ?? p.DailyTokens))],
            [.. Enum.GetValues<ActionKind>().Where(k => ActionTraits.Of(k).Class != ActionClass.Read).Select(k => Row(room, k))],
            new PolicyState(policies.IsReady ? "ready" : policies.Problem is null ? "loading" : "missing", policies.IsReady ? policies.Digest : null, policies.Problem, Invariants.Names),
            new LabelState(FieldTrust.Default.IsIntact, types.Count, types.Sum(t => t.Fields.Count)),
            new LedgerState(ledger.Size, ledger.Checkpoint, ledger.Key, ledger.Problem, ledger.LastCheck?.At, ledger.LastCheck?.Report.IsSound, ledger.LastCheck?.Report.Flaw),
            new ProtectedState(options.Protected.Addresses.Count + options.Protected.Hosts.Count + options.Protected.Accounts.Count + options.Protected.Domains.Count, OwnAddresses.All()),
            new BudgetState(left?.Calls ?? options.Budget.CallsPerDay, options.Budget.CallsPerDay, left?.Tokens ?? options.Budget.TokensPerDay, options.Budget.TokensPerDay),
            new LoopFigures(room.Loop.Waiting, room.Loop.Runs, room.Loop.LastFailure),
            options.Mcp.Enabled ? InvestigationJson.Word(options.Mcp.Ceiling) : "off", DrillEndpoints.Of(drills.Last), platform.Time.GetUtcNow());
    }

    static Results<Ok<AutonomyRow>, ProblemHttpResult> Set(AgentRoom room, HttpContext context, AutonomyRequest request)
    {
        if (!Enum.TryParse<ActionKind>(request.Action, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || ActionTraits.Of(kind).Class == ActionClass.Read) throw new ArgumentException("there is no such action");
        if (!Enum.TryParse<Autonomy>(request.Rung, ignoreCase: true, out var rung) || !Enum.IsDefined(rung)) throw new ArgumentException("a rung is observe, propose or act");
        var ladder = room.Gate.Settings.Autonomy;
        AutonomyLadder.Check(kind, rung);
        try
        {
            // Written first: a change that nobody can prove later must not hold.
            room.Ledger.Append(new LedgerEntry(LedgerKind.Change, context.Actor(), null, new JsonObject { ["action"] = ActionTraits.Of(kind).Name, ["from"] = InvestigationJson.Word(ladder[kind]), ["of"] = "autonomy", ["to"] = InvestigationJson.Word(rung) }));
        }
        catch (IOException refused)
        {
            return TypedResults.Problem($"the ledger cannot be written, so nothing was changed: {refused.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.Audit("agents.autonomy", $"{ActionTraits.Of(kind).Name} {InvestigationJson.Word(rung)}");
        ladder.Set(kind, rung);
        return TypedResults.Ok(Row(room, kind));
    }

    static AutonomyRow Row(AgentRoom room, ActionKind kind)
    {
        var traits = ActionTraits.Of(kind);
        return new AutonomyRow(
            traits.Name, InvestigationJson.Word(traits.Class), InvestigationJson.Word(room.Gate.Settings.Autonomy[kind]), AutonomyLadder.MayBe(kind, Autonomy.Act), traits.NeedsTwo,
            (long)traits.LongestAlone.TotalSeconds, room.Gate.Settings.Budget.Left(kind));
    }

    static ProviderState Of(ProviderOptions p, bool isExcluded, long left) =>
        new(p.Name, InvestigationJson.Word(p.Kind), p.Model, p.IsLocal, InvestigationJson.Word(p.EffectiveCeiling), isExcluded ? "excluded" : "ready", left);
}
