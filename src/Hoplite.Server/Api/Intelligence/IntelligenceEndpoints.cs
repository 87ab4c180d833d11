using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>Threat intelligence at a glance, the objects behind it, and how more comes in.</summary>
static class IntelligenceEndpoints
{
    const int HitDays = 30;
    const int MostShown = 500;
    const int MostRefusals = 50;
    const int LargestImport = 32 << 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        var intelligence = api.MapGroup("/intelligence").WithTags("intelligence");
        intelligence.MapGet("", Overview).WithName("getIntelligence").WithSummary("Threat intelligence at a glance").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        intelligence.MapGet("/objects", Objects).WithName("getIntelligenceObjects").WithSummary("The newest STIX objects").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        intelligence.MapPost("/sync", SyncAsync).WithName("syncIntelligence").WithSummary("Poll all feeds now").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        intelligence.MapPost("/import", ImportAsync).WithName("importIntelligence").WithSummary("Take a STIX 2.1 bundle, an envelope of TAXII, or a single object")
            .Accepts<object>("application/json", "application/stix+json", "application/taxii+json", "application/octet-stream").WithMetadata(new ImportBody()).RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        intelligence.MapGet("/export", Export).WithName("exportIntelligence").WithSummary("What is matched, as a file: stix or csv").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
    }

    static IntelligenceOverview Overview(IntelligenceRoom room)
    {
        var standings = room.Ladder.All();
        CommunityState? community = null;
        if (room.Community is { } member)
        {
            var counts = room.Objects.ByAuthor();
            community = new CommunityState(
                member.Name, room.Identity, member.Roster.All.Count(m => m.Expelled is null), counts.GetValueOrDefault(room.Identity), member.Roster.All.Where(m => m.Key.Identity != room.Identity).Sum(m => counts.GetValueOrDefault(m.Key.Identity)));
        }

        return new IntelligenceOverview(
            standings.Count(s => s.Rung >= Rung.Detect), standings.Count(s => s.Rung == Rung.Block), standings.Count(s => s.Rung == Rung.Quarantine), room.Hits.InDays(HitDays) + room.HitsNow().Values.Sum(), community,
            Feeds(room), [.. room.Hits.Retros().Take(MostShown).Select(IntelligenceRows.Of)],
            [.. room.Refusals.Newest().Take(MostRefusals).Select(r => IntelligenceRows.Of(room, r))], room.Warnings.Lists.Count);
    }

    static IReadOnlyList<FeedRow> Feeds(IntelligenceRoom room)
    {
        if (room.Feeds.All.Count == 0) return [];
        var hits = room.HitsOfSources(HitDays);
        return [.. room.Feeds.All.Select(f => IntelligenceRows.Of(room, f, hits))];
    }

    static IReadOnlyList<ObjectRow> Objects(IntelligenceRoom room, bool? own, int? limit) =>
        [.. room.Objects.Newest(Math.Clamp(limit ?? 100, 1, MostShown), own == true ? room.Identity : null).Where(o => own is null || own == (o.Author == room.Identity)).Select(o => IntelligenceRows.Of(room, o))];

    static async Task<Ok<SyncAnswer>> SyncAsync(IntelligenceRoom room, HttpContext context)
    {
        var polled = await room.Feeds.PollAsync(context.RequestAborted).ConfigureAwait(false);
        context.Audit("intelligence.sync", $"{polled.Count} feeds");
        return TypedResults.Ok(new SyncAnswer([.. polled.Select(p => new SyncRow(p.Name, p.New, p.Refused, p.Trouble))]));
    }

    static async Task<Results<Ok<ImportAnswer>, ProblemHttpResult>> ImportAsync(IntelligenceRoom room, Platform platform, HttpContext context)
    {
        if (await BodyAsync(context).ConfigureAwait(false) is not { } body) return TypedResults.Problem($"an import may have {LargestImport >> 20} MB; send it in parts", statusCode: StatusCodes.Status413PayloadTooLarge);
        var reading = StixReader.Read(body);
        if (reading is { Problem: { } problem, Entries.Count: 0 }) throw new ArgumentException(problem.ToString());
        var source = "person:" + context.Actor();
        room.Vouch(source);
        var result = room.Import([.. reading.Entries.Select(e => e.Utf8)], source);
        context.Audit("intelligence.import", $"{result.Taken} new, {result.Known} known, {result.Refused.Count} refused");
        var now = platform.Time.GetUtcNow();
        var refused = result.Refused.Take(MostShown).Select(r => new RefusalRow(now, context.Actor(), r.Id, r.Reason)).ToList();
        if (reading.Problem is { } rest) refused.Add(new RefusalRow(now, context.Actor(), null, "what follows was not read: " + rest));
        return TypedResults.Ok(new ImportAnswer(result.Taken, result.Known, refused));
    }

    static FileContentHttpResult Export(IntelligenceRoom room, Platform platform, HttpContext context, string? format)
    {
        var now = platform.Time.GetUtcNow();
        var (bytes, type, ending) = (format ?? "stix") switch
        {
            "stix" => (IntelligenceExport.Stix(room, platform.Time), "application/stix+json", "stix.json"),
            "csv" => (IntelligenceExport.Csv(room), "text/csv", "csv"),
            _ => throw new ArgumentException("the format is stix or csv"),
        };
        context.Audit("intelligence.export", ending);
        return TypedResults.File(bytes, type, $"indicators-{now:yyyy-MM-dd}.{ending}");
    }

    static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext context)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        try
        {
            for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0;)
            {
                if (whole.Length + read > LargestImport) return null;
                whole.Write(buffer, 0, read);
            }
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return whole.ToArray();
    }

    sealed record ImportBody : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestImport;
    }
}
