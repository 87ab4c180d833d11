using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Trusting;
using Hoplite.Intelligence.Warning;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>The things that are known as bad or said to be, and what people say of them.</summary>
static class IndicatorEndpoints
{
    const int MostShown = 500;
    const int MostFindings = 20;
    const int MostObjects = 200;
    const int MostSearched = 2_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var indicators = api.MapGroup("/intelligence/indicators").WithTags("intelligence");
        indicators.MapGet("", List).WithName("getIndicators").WithSummary("Indicators, the furthest come first").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        indicators.MapGet("/{id}", Get).WithName("getIndicator").WithSummary("An indicator with all that is known of it").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        indicators.MapPost("", Add).WithName("addIndicator").WithSummary("Name a thing as bad").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        indicators.MapPost("/{id}/settle", Settle).WithName("settleIndicator").WithSummary("Say what a thing is; what rests on the opposite is undone").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
    }

    static IndicatorPage List(IntelligenceRoom room, string? rung, string? kind, string? text, int? offset, int? limit)
    {
        var (wantedRung, wantedKind) = (Word<Rung>(rung, "rung"), Word<NamedKind>(kind, "kind"));
        var found = room.Ladder.All()
            .Where(s => (wantedRung is null || s.Rung == wantedRung) && (wantedKind is null || s.Named.Kind == wantedKind) && (string.IsNullOrEmpty(text) || s.Named.Value.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(s => s.Rung).ThenByDescending(s => s.Belief).ThenBy(s => s.Named.Value, StringComparer.Ordinal).ToArray();
        var now = room.HitsNow();
        return new IndicatorPage([.. found.Skip(Math.Max(0, offset ?? 0)).Take(Math.Clamp(limit ?? 100, 1, MostShown)).Select(s => IntelligenceRows.Of(room, s, now))], found.Length);
    }

    static Results<Ok<IndicatorDetail>, NotFound> Get(IntelligenceRoom room, Platform platform, string id)
    {
        if (room.Find(id) is not { } standing) return TypedResults.NotFound();
        var claims = room.Trust.About(standing.Named);
        return TypedResults.Ok(new IndicatorDetail(
            IntelligenceRows.Of(room, standing, room.HitsNow()), IntelligenceRows.Fading(room, standing), [.. claims.OrderByDescending(c => c.At).Take(MostShown).Select(c => IntelligenceRows.Of(room, c))], [.. room.Warnings.Find(standing.Named).Select(h => new WarningRow(h.List, h.Class.ToString()))],
            room.Hits.RetroOf(id) is { } use ? IntelligenceRows.Of(use) : null,
            [.. platform.Findings.List(new FindingFilter { Rule = id, Limit = MostFindings }).Items.Select(f => new IndicatorFinding(f.Id, f.Time, f.Host, f.Incident))], Behind(room, claims)));
    }

    static Results<Ok<IndicatorRow>, ProblemHttpResult> Add(IntelligenceRoom room, HttpContext context, AddIndicatorRequest request)
    {
        var named = IndicatorText.Read(request.Value);
        var why = room.Assessor.Veto(named);

        // What everybody shares is protected like one's own, but it is not.
        if (why is not null && TargetForm.Address(named.Value) is { } target && ProtectedSet.Shares.Contains(target) && room.Warnings.Find(named).FirstOrDefault(h => h.Class == WarningClass.Benign) is { } listed)
            why = $"it stands on the warning list {listed.List}";
        if (why is not null) return TypedResults.Problem($"{named.Value} is not matched: {why}", statusCode: StatusCodes.Status409Conflict);
        context.Audit("intelligence.add", $"{named.Kind} {named.Value}");
        return TypedResults.Ok(IntelligenceRows.Of(room, room.Settle(named, isBad: true, context.Actor()), room.HitsNow()));
    }

    static Results<Ok<IndicatorRow>, NotFound> Settle(IntelligenceRoom room, HttpContext context, string id, SettleRequest request)
    {
        if (room.Find(id) is not { } standing) return TypedResults.NotFound();
        context.Audit("intelligence.settle", $"{standing.Named.Kind} {standing.Named.Value}: {(request.IsBad ? "bad" : "harmless")}");
        return TypedResults.Ok(IntelligenceRows.Of(room, room.Settle(standing.Named, request.IsBad, context.Actor()), room.HitsNow()));
    }

    // The objects that speak of it, what refers to them, and what those refer to.
    static IReadOnlyList<ObjectRow> Behind(IntelligenceRoom room, IReadOnlyList<Claim> claims)
    {
        var rows = claims.Select(c => c.Source).Where(s => s.Contains("--", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(MostObjects).Select(room.Objects.Get).OfType<StoredObject>()
            .Select(o => IntelligenceRows.Of(room, o)).ToDictionary(r => r.Id, StringComparer.Ordinal);
        if (rows.Count == 0) return [];
        var speaking = rows.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var row in room.Objects.Newest(MostSearched).Select(o => IntelligenceRows.Of(room, o)))
            if (rows.Count < MostObjects && row.Refs.Any(speaking.Contains)) rows.TryAdd(row.Id, row);
        foreach (var id in rows.Values.SelectMany(r => r.Refs).Distinct(StringComparer.Ordinal).Where(r => !rows.ContainsKey(r)).Take(MostObjects - Math.Min(MostObjects, rows.Count)).ToArray())
            if (room.Objects.Get(id) is { } far) rows.TryAdd(id, IntelligenceRows.Of(room, far));
        return [.. rows.Values];
    }

    static T? Word<T>(string? text, string name)
        where T : struct, Enum =>
        string.IsNullOrEmpty(text) ? null
        : Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) && !char.IsAsciiDigit(text[0]) ? word
        : throw new ArgumentException($"the {name} is one of {string.Join(", ", Enum.GetNames<T>())}");
}
