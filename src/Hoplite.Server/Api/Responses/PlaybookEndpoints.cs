using Hoplite.Agents.Working;
using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Running;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Responses;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Responses;

/// <summary>Playbooks and their runs.</summary>
static class PlaybookEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var playbooks = api.MapGroup("/playbooks").WithTags("playbooks");
        playbooks.MapGet("", List).WithName("listPlaybooks").WithSummary("All playbooks, with what is wrong with them").RequireSightOfResponses();
        playbooks.MapGet("/{id}", Get).WithName("getPlaybook").WithSummary("One playbook with its steps and runs").RequireSightOfResponses();
        playbooks.MapPost("/{id}/rehearse", Rehearse).WithName("rehearsePlaybook").WithSummary("Every way through it and the very commands, with nothing done").RequireRoleAtLeast(Role.Analyst, Scope.Respond);
        playbooks.MapPost("/{id}/run", Run).WithName("runPlaybook").WithSummary("Begin a run; what it does to the world still passes the gate").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        var runs = api.MapGroup("/playbook-runs").WithTags("playbooks");
        runs.MapGet("", Runs).WithName("listPlaybookRuns").WithSummary("The newest runs").RequireSightOfResponses();
        runs.MapGet("/{id:guid}", GetRun).WithName("getPlaybookRun").WithSummary("A run with its steps").RequireSightOfResponses();
        runs.MapPost("/{id:guid}/answer", Answer).WithName("answerPlaybookStep").WithSummary("Answer a step that waits for a person").RequireRoleAtLeast(Role.Responder, Scope.Respond);
        runs.MapPost("/{id:guid}/cancel", Cancel).WithName("cancelPlaybookRun").WithSummary("Call a run off").RequireRoleAtLeast(Role.Responder, Scope.Respond);
    }

    static PlaybookList List(ResponseRoom room) => new([.. room.Playbooks.Library.Entries.Select(e => PlaybookRows.Of(e, room.Playbooks)).OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase)]);

    static Results<Ok<PlaybookDetail>, NotFound> Get(ResponseRoom room, string id) => Entry(room, id) is { } entry ? TypedResults.Ok(PlaybookRows.Detail(entry, room.Playbooks)) : TypedResults.NotFound();

    static Results<Ok<RehearsalAnswer>, NotFound> Rehearse(ResponseRoom room, Platform platform, string id, PlaybookRequest request)
    {
        if (Entry(room, id)?.Playbook is not { } playbook) return TypedResults.NotFound();
        var values = Values(room, platform, playbook, request);
        var rehearsal = room.Playbooks.Rehearse(playbook, values);
        return TypedResults.Ok(new RehearsalAnswer(rehearsal.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), rehearsal.Problem, values));
    }

    static Results<Ok<PlaybookStarted>, NotFound, ProblemHttpResult> Run(ResponseRoom room, Platform platform, HttpContext context, string id, PlaybookRequest request)
    {
        if (Entry(room, id)?.Playbook is not { } playbook) return TypedResults.NotFound();
        context.Audit("playbook.run", playbook.Name);
        try
        {
            return TypedResults.Ok(new PlaybookStarted(room.Playbooks.Engine.Start(playbook, Values(room, platform, playbook, request))));
        }
        catch (RunRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    static IReadOnlyList<PlaybookRunRow> Runs(ResponseRoom room, int? limit) => [.. room.Playbooks.Engine.Latest(Math.Clamp(limit ?? 100, 1, 500)).Select(PlaybookRows.Of)];

    static Results<Ok<PlaybookRunDetail>, NotFound> GetRun(ResponseRoom room, Guid id)
    {
        if (room.Playbooks.Engine.Find(id) is not { } run) return TypedResults.NotFound();
        return TypedResults.Ok(new PlaybookRunDetail(PlaybookRows.Of(run), [.. room.Playbooks.Engine.Steps(id).Select(s => PlaybookRows.Of(s, room.Playbooks))]));
    }

    static Results<NoContent, ProblemHttpResult> Answer(ResponseRoom room, HttpContext context, Guid id, StepAnswerRequest request)
    {
        context.Audit("playbook.answer", $"{id} {request.Step}");
        try
        {
            room.Playbooks.Engine.Answer(id, request.Step, new PersonAnswer(request.IsDone, request.Values ?? new Dictionary<string, string>(), context.Actor(), request.Note ?? ""));
            return TypedResults.NoContent();
        }
        catch (RunRefusedException refused)
        {
            return TypedResults.Problem(refused.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    static Results<NoContent, NotFound> Cancel(ResponseRoom room, HttpContext context, Guid id)
    {
        context.Audit("playbook.cancel", id.ToString());
        return room.Playbooks.Engine.Cancel(id) ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    static LibraryEntry? Entry(ResponseRoom room, string id) => room.Playbooks.Library.Entries.FirstOrDefault(e => e.Playbook?.Id == id);

    // What the caller gives goes before what the incident says.
    static Dictionary<string, string> Values(ResponseRoom room, Platform platform, Playbook playbook, PlaybookRequest request)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (request.Incident is { } incident)
        {
            if (platform.Incidents.Find(incident) is null) throw new ArgumentException("there is no such incident");
            var scope = room.Agents.Investigations.Newest(incident) is { } run && room.Agents.Investigations.Report(run.Id) is { } report ? InvestigationJson.Read(report).Scope : [];
            foreach (var (name, value) in IncidentVariables.Of(incident, scope))
                if (playbook.Variables.ContainsKey(name)) values[name] = value;
        }

        foreach (var (name, value) in request.Variables ?? new Dictionary<string, string>()) values[name] = value;
        return values;
    }
}
