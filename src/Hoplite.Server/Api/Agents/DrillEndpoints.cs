using Hoplite.Agents.Drill;
using Hoplite.Agents.Working;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Agents;

/// <summary>Starts a drill.</summary>
/// <param name="Episodes">How many episodes; 300 when null, at most 5,000.</param>
/// <param name="Seed">By what they are chosen; 1 when null.</param>
public sealed record DrillRequest(int? Episodes = null, int? Seed = null);

/// <summary>How a drill goes.</summary>
/// <param name="State"><c>idle</c> or <c>running</c>.</param>
/// <param name="Done">Episodes that are over.</param>
/// <param name="Episodes">Episodes in all; 0 when none runs.</param>
/// <param name="Problem">Why the last one came to no end; null when it did.</param>
/// <param name="Last">The last result; null when there is none.</param>
public sealed record DrillState(string State, int Done, int Episodes, string? Problem, DrillAnswer? Last);

/// <summary>What a drill showed.</summary>
/// <param name="Episodes">How many episodes were asked for.</param>
/// <param name="Seed">By what they were chosen.</param>
/// <param name="Policies">Digest of the policies; null when there was no engine for them.</param>
/// <param name="Started">When it began.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
/// <param name="IsPassed">Whether everything that was measured held.</param>
/// <param name="Properties">What was looked at.</param>
/// <param name="Figures">Further figures, by name.</param>
public sealed record DrillAnswer(int Episodes, int Seed, string? Policies, DateTimeOffset Started, double ElapsedMs, bool IsPassed, IReadOnlyList<DrillProperty> Properties, IReadOnlyDictionary<string, double> Figures);

/// <summary>One property of a drill.</summary>
/// <param name="Id">P1 to P19.</param>
/// <param name="Title">What it says.</param>
/// <param name="State"><c>held</c>, <c>broken</c> or <c>not-measured</c>.</param>
/// <param name="Trials">How often it was tried.</param>
/// <param name="Failures">How often it did not hold.</param>
/// <param name="Bound">At 95 % confidence it fails in at most this share of such trials; null when not measured.</param>
/// <param name="Note">What to know.</param>
public sealed record DrillProperty(string Id, string Title, string State, long Trials, long Failures, double? Bound, string Note);

/// <summary>Drills: what models in the hands of an attacker can do here.</summary>
static class DrillEndpoints
{
    const int UsualEpisodes = 300;

    public static void Map(IEndpointRouteBuilder api)
    {
        var drill = api.MapGroup("/agents/drill").WithTags("agents");
        drill.MapGet("", (DrillRoom room) => State(room)).WithName("getDrill").WithSummary("How the drill goes, and the last result").RequireRoleAtLeast(Role.Viewer, Scope.ReadHealth);
        drill.MapPost("", Begin).WithName("startDrill").WithSummary("Start a drill, unless one runs").RequireRoleAtLeast(Role.Responder);
    }

    /// <summary>A result as it is answered.</summary>
    public static DrillAnswer? Of(DrillReport? r) => r is null ? null : new DrillAnswer(
        r.Episodes, r.Seed, r.Policies, r.Started, r.Elapsed.TotalMilliseconds, r.IsPassed,
        [.. r.Properties.Select(p => new DrillProperty(p.Id, p.Title, InvestigationJson.Word(p.State), p.Trials, p.Failures, p.Bound, p.Note))], r.Figures);

    static DrillState Begin(DrillRoom room, HttpContext context, DrillRequest request)
    {
        var episodes = request.Episodes ?? UsualEpisodes;
        if (episodes is < 1 or > DrillRoom.MostEpisodes) throw new ArgumentException($"a drill beside detection has 1 to {DrillRoom.MostEpisodes} episodes");
        if (room.TryBegin(episodes, request.Seed ?? 1)) context.Audit("agents.drill", $"{episodes} episodes");
        return State(room);
    }

    static DrillState State(DrillRoom room) => room.Running is { } running
        ? new DrillState("running", running.Done, running.Episodes, room.Problem, Of(room.Last))
        : new DrillState("idle", 0, 0, room.Problem, Of(room.Last));
}
