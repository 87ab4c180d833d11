using System.Text;
using Hoplite.Agents.Working;
using Hoplite.Guard.Transparency;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Ledger;

/// <summary>The ledger of decisions.</summary>
static class LedgerEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("ledger");
        ledger.MapGet("", List).WithName("listLedger").WithSummary("Leaves of the ledger, the newest first").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        ledger.MapGet("/{id:guid}/proof", Prove).WithName("proveLeaf").WithSummary("Prove that a leaf is in the ledger").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
    }

    static Results<Ok<LedgerPage>, ProblemHttpResult> List(PlatformLedger ledger, Guid? @case, int? offset, int? limit)
    {
        try
        {
            var (leaves, total) = ledger.Page(@case, offset ?? 0, limit ?? 100);
            return TypedResults.Ok(new LedgerPage([.. leaves.Select(Row)], total, ledger.Size, ledger.Checkpoint));
        }
        catch (InvalidDataException damaged)
        {
            return TypedResults.Problem(damaged.Message, statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    static Results<Ok<LedgerProofAnswer>, NotFound> Prove(PlatformLedger ledger, HttpContext context, Guid id)
    {
        if (ledger.Prove(id) is not { } proof) return TypedResults.NotFound();
        context.Audit("ledger.prove", id.ToString());
        return TypedResults.Ok(new LedgerProofAnswer(1, proof.Index, Encoding.UTF8.GetString(proof.Leaf.Span), [.. proof.Inclusion.Select(Convert.ToBase64String)], proof.Checkpoint));
    }

    static LedgerRow Row(LedgerLeaf leaf) => new(leaf.Index, leaf.Id, leaf.Time, InvestigationJson.Word(leaf.Kind), leaf.Actor, leaf.Case, leaf.Body);
}
