using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Hunting;

/// <summary>Questions about the events. Reading them is reading what people did, so every question goes into the audit trail.</summary>
static class HuntEndpoints
{
    const int MostRows = 100_000;
    const int MostBuckets = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var hunt = api.MapGroup("/hunt").WithTags("hunting");
        hunt.MapPost("", Run).WithName("hunt").WithSummary("Run a query").Answers<HuntAnswer>().RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
        hunt.MapPost("/histogram", Histogram).WithName("huntHistogram").WithSummary("Its events over time").Answers<HuntHistogram>().RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
        hunt.MapPost("/statistics", Statistics).WithName("huntStatistics").WithSummary("What values its fields have").Answers<HuntFieldStatistics[]>().RequireRoleAtLeast(Role.Analyst, Scope.ReadEvents);
        hunt.MapGet("/vocabulary", Vocabulary).WithName("huntVocabulary").WithSummary("What can be written in a query").RequireRoleAtLeast(Role.Viewer, Scope.ReadRules);
    }

    static IResult Run(HuntRoom room, HttpContext context, HuntRequest request) => Answer(() =>
    {
        context.Audit("hunt", request.Query);
        var options = Options(request) with { MaxRows = Math.Clamp(request.Limit ?? 10_000, 1, MostRows) };
        return TypedResults.Ok(Shown(room.Run(request.Query, options, context.RequestAborted)));
    });

    static IResult Histogram(HuntRoom room, Platform platform, HttpContext context, HistogramRequest request) => Answer(() =>
    {
        var until = request.Until ?? platform.Time.GetUtcNow();
        var from = request.From ?? until.AddYears(-1);
        if (until <= from) throw new ArgumentException("the time range ends before it begins");
        var buckets = room.Engine.Histogram(request.Query, from, until, Math.Clamp(request.Buckets ?? 60, 1, MostBuckets), context.RequestAborted);
        return TypedResults.Ok(new HuntHistogram(from, (until - from).TotalSeconds / buckets.Count, [.. buckets.Select(b => b.Count)]));
    });

    static IResult Statistics(HuntRoom room, HttpContext context, StatisticsRequest request) => Answer(() =>
    {
        var statistics = room.Engine.FieldStatistics(request.Query, request.Fields, new HuntOptions { From = request.From, Until = request.Until }, context.RequestAborted);
        return TypedResults.Ok(statistics.Select(s => new HuntFieldStatistics(s.Field, s.Present, s.Distinct, [.. s.Top.Select(t => new HuntValueCount(t.Value, t.Count))])).ToArray());
    });

    static HuntWords Vocabulary(HuntRoom room)
    {
        var words = room.Engine.Vocabulary;
        return new HuntWords(
            [.. words.Steps.Select(Word)], [.. words.Functions.Concat(words.Aggregates).Concat(words.Comparisons).Concat(words.Tables).Select(Word)],
            [.. words.Columns.Select(Word), .. words.Fields.Select(f => new HuntWord(f, "a field of a source"))]);
    }

    /// <summary>What a hunt found, as it is answered.</summary>
    internal static HuntAnswer Shown(HuntResult result) =>
        new([.. result.Columns.Select(c => new HuntAnswerColumn(c.Name, c.Type))], result.Rows, result.Truncated, result.Elapsed.TotalMilliseconds, result.Warnings);

    /// <summary>Answers, or says what is wrong with the query.</summary>
    internal static IResult Answer(Func<IResult> answer)
    {
        try
        {
            return answer();
        }
        catch (KqlException wrong)
        {
            return TypedResults.BadRequest(new HuntError(wrong.Message, wrong.Hint, wrong.Line, wrong.Column, wrong.Length));
        }
        catch (TimeoutException slow)
        {
            return TypedResults.Problem(slow.Message, statusCode: StatusCodes.Status408RequestTimeout);
        }
        catch (HuntRoomFullException full)
        {
            return TypedResults.Problem(full.Message, statusCode: StatusCodes.Status429TooManyRequests);
        }
    }

    /// <summary>Says in the description of the API what <see cref="Answer"/> can answer.</summary>
    internal static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, string type = "application/json") => route
        .Produces<T>(StatusCodes.Status200OK, type).Produces<HuntError>(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status408RequestTimeout).ProducesProblem(StatusCodes.Status429TooManyRequests);

    static HuntOptions Options(HuntRequest request) => new() { From = request.From, Until = request.Until };

    static HuntWord Word(VocabularyEntry entry) => new(entry.Name, entry.Syntax == entry.Name ? entry.Doc : $"{entry.Syntax}: {entry.Doc}");
}
