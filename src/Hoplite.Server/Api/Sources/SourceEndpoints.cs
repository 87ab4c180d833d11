using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Sources;

/// <summary>The sources: how they are doing, enrolment, tokens.</summary>
static class SourceEndpoints
{
    const int LongestName = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("/sources").WithTags("sources");
        sources.MapGet("", List).WithName("listSources").WithSummary("All sources and how they are doing").RequireRoleAtLeast(Role.Viewer, Scope.ReadHealth);
        sources.MapPost("", Enrol).WithName("enrolSource").WithSummary("Enrol a source that delivers with a token").RequireRoleAtLeast(Role.Admin, Scope.Admin);
        sources.MapPatch("/{id}", Change).WithName("changeSource").WithSummary("Rename a source, enrol one that was only seen, or set when its silence is an alarm").RequireRoleAtLeast(Role.Admin, Scope.Admin);
        sources.MapPost("/{id}/rotate", Rotate).WithName("rotateToken").WithSummary("Give a source another token").RequireRoleAtLeast(Role.Admin, Scope.Admin);
        sources.MapDelete("/{id}", Remove).WithName("removeSource").WithSummary("Forget a source").RequireRoleAtLeast(Role.Admin, Scope.Admin);
    }

    static SourcePage List(Platform platform, SeenTelemetry seen)
    {
        var kinds = seen.BySource();
        return new SourcePage(
            [.. platform.Sources.All.Select(s => Row(platform, s, kinds))],
            [.. platform.Listening.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => new ListenerRow(l.Key, l.Value))],
            platform.Time.GetUtcNow());
    }

    static EnrolledAnswer Enrol(Platform platform, HttpContext context, SourceRequest request)
    {
        EnrolledSource source;
        string? token = null;
        if (request.Certificate is { } pem) source = platform.Sources.Enrol(Name(request), Certificate(pem), Silence(request));
        else (source, token) = platform.Sources.Enrol(Name(request), "http", Silence(request));
        context.Audit("source.enrol", source.Name);
        return new EnrolledAnswer(Row(platform, source, null), token);
    }

    static Results<Ok<SourceRow>, NotFound> Change(Platform platform, HttpContext context, string id, SourceRequest request)
    {
        if (platform.Sources.Find(id) is not { } source) return TypedResults.NotFound();
        var changed = source with { Name = Name(request), SilentAfter = Silence(request), IsNew = false };
        platform.Sources.Put(changed);
        context.Audit("source.change", changed.Name);
        return TypedResults.Ok(Row(platform, changed, null));
    }

    static Results<Ok<EnrolledAnswer>, NotFound> Rotate(Platform platform, HttpContext context, string id)
    {
        if (platform.Sources.Rotate(id) is not { } token) return TypedResults.NotFound();
        context.Audit("source.rotate", id);
        return TypedResults.Ok(new EnrolledAnswer(Row(platform, platform.Sources.Find(id)!, null), token));
    }

    static Results<NoContent, NotFound> Remove(Platform platform, HttpContext context, string id)
    {
        if (!platform.Sources.Remove(id)) return TypedResults.NotFound();
        context.Audit("source.remove", id);
        return TypedResults.NoContent();
    }

    static X509Certificate2 Certificate(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException bad)
        {
            throw new ArgumentException("the certificate is no PEM; paste the text between BEGIN CERTIFICATE and END CERTIFICATE with both lines", bad);
        }
    }

    static string Name(SourceRequest request) => string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > LongestName
        ? throw new ArgumentException($"a source has a name of 1 to {LongestName} characters")
        : request.Name.Trim();

    static TimeSpan? Silence(SourceRequest request) => request.SilentAfterMinutes switch
    {
        null => null,
        >= 1 and <= 525_600 => TimeSpan.FromMinutes(request.SilentAfterMinutes.Value),
        _ => throw new ArgumentException("silence is an alarm after a minute at least, and a year at most"),
    };

    static SourceRow Row(Platform platform, EnrolledSource source, IReadOnlyDictionary<string, IReadOnlyList<string>>? kinds)
    {
        var health = platform.Sources.HealthOf(source.Id);
        return new SourceRow(
            source.Id, source.Name, source.Kind, platform.Sources.StateOf(source).ToString().ToLowerInvariant(), !source.IsNew, source.TokenHash is not null, source.SilentAfter?.TotalMinutes,
            health.LastSeen, health.Events, health.Bytes, health.Rejected, health.PerMinute(platform.Time.GetUtcNow()), kinds?.GetValueOrDefault(source.Id) ?? [],
            [.. health.Problems.Select(p => new SourceProblemRow(p.Reason, p.Count, p.Last))]);
    }
}
