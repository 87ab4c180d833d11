using Hoplite.Detection.Sigma;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Hoplite.Store.Cases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Incidents;

/// <summary>The queue, the workbench, and what people do there.</summary>
static class IncidentEndpoints
{
    const int MostIds = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var incidents = api.MapGroup("/incidents").WithTags("incidents");
        incidents.MapGet("", List).WithName("listIncidents").WithSummary("The queue").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        incidents.MapGet("/{id:guid}", Get).WithName("getIncident").WithSummary("Everything about an incident").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        incidents.MapPost("/actions", Act).WithName("actOnIncidents").WithSummary("Claim, release, close or reopen incidents").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        incidents.MapPost("/{id:guid}/notes", AddNote).WithName("addNote").WithSummary("Write a note").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        api.MapPost("/undo", Undo).WithName("undo").WithTags("incidents").WithSummary("Put things back as they were").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
    }

    static IncidentPage List(
        Platform platform, string? state, string? severity, string? owner, string? q, DateTimeOffset? from, DateTimeOffset? until, string? sort, int? offset, int? limit)
    {
        var (items, total) = platform.Incidents.List(new IncidentFilter
        {
            State = state is "" or "all" ? null : state, Severities = [.. (severity ?? "").Split(',').Select(LevelNames.Parse).OfType<Level>()], Owner = string.IsNullOrEmpty(owner) ? null : owner, Text = q, From = from, Until = until, Sort = sort ?? "severity", Offset = offset ?? 0, Limit = limit ?? 100,
        });
        return new IncidentPage([.. items.Select(Row)], total, platform.Time.GetUtcNow());
    }

    static Results<Ok<IncidentDetail>, NotFound> Get(Platform platform, HttpContext context, Guid id)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        context.Audit("incident.read", $"#{incident.Number}");
        var report = platform.Incidents.Report(incident.Id);
        return TypedResults.Ok(new IncidentDetail(
            Row(incident), report.Summary, report.Why, report.Benign, report.Act, report.Rarity, report.Timeline, report.Entities, report.Links, report.Processes, report.Chain,
            [.. platform.Incidents.Notes(incident.Id).Select(Shown)],
            [.. platform.Incidents.History(incident.Id).Select(h => new HistoryLine(h.Time, h.Actor, h.Action, h.Detail))],
            [.. platform.Incidents.Similar(incident.Id).Select(Row)]));
    }

    static ActionOutcome Act(Platform platform, IntelligenceRoom intelligence, HttpContext context, IncidentAction action)
    {
        if (action.Ids.Count > MostIds) throw new ArgumentException($"at most {MostIds} incidents at a time");
        var change = platform.Work.Do(action.Ids, action.Action, action.Verdict, action.Note, context.Actor());
        context.Audit("incident." + action.Action, $"{change.Changed} incidents {action.Verdict}");
        platform.TellOf(change.Incidents);
        intelligence.Verdicts.Follow(action.Ids, context.Actor());
        return new ActionOutcome(change.Changed, change.Token, change.Until);
    }

    static Results<Ok<IncidentNote>, NotFound> AddNote(Platform platform, HttpContext context, Guid id, NoteRequest request)
    {
        if (platform.Incidents.Find(id) is not { } incident) return TypedResults.NotFound();
        var note = platform.Work.Note(incident.Id, request.Text, context.Actor());
        context.Audit("incident.note", $"#{incident.Number}");
        return TypedResults.Ok(Shown(note));
    }

    static Results<Ok<ActionOutcome>, NotFound> Undo(Platform platform, IntelligenceRoom intelligence, HttpContext context, UndoRequest request)
    {
        if (platform.Undo.Undo(request.Token, context.Actor()) is not { } undone) return TypedResults.NotFound();
        platform.Suppressions.Refresh();
        platform.Detection.Reconsider(undone.Uncovered);
        intelligence.Verdicts.FollowLately(context.Actor());
        context.Audit("undo", $"{undone.Changed} changes");
        platform.TellOf(undone.Incidents);
        platform.Feed.Tell("overview", new { AsOf = platform.Time.GetUtcNow() });
        return TypedResults.Ok(new ActionOutcome(undone.Changed, null, null));
    }

    /// <summary>An incident as a line of the queue.</summary>
    internal static IncidentRow Row(IncidentState i) => new(
        i.Id, i.Number, i.Title, LevelNames.Of(i.Severity), i.Confidence, i.State, i.Verdict, i.Owner, i.First, i.Last, i.Created, i.Updated, i.Due, i.Findings, i.Hosts, i.Users, i.Tactics, i.Why, "rules");

    static IncidentNote Shown(CaseNote note) => new(note.Id, note.Author, note.Time, note.Text);
}
