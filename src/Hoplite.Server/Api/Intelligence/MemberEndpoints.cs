using Hoplite.Intelligence.Communities;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>What is asked of other members: what they know of a thing, and which attackers both see.</summary>
static class MemberEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var intelligence = api.MapGroup("/intelligence").WithTags("intelligence");
        intelligence.MapPost("/questions", AskAsync).WithName("askPeers").WithSummary("Ask all members what they know of a thing; they learn that you asked").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        intelligence.MapPost("/peers/{identity}/compare", CompareAsync).WithName("comparePeer").WithSummary("Find out which attackers a member sees as well; each learns only those, and how many others there are").RequireRoleAtLeast(Role.Analyst, Scope.WriteIncidents);
        intelligence.MapGet("/comparisons", Comparisons).WithName("getComparisons").WithSummary("What came out when members compared last").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
    }

    static async Task<Results<Ok<QuestionAnswer>, ProblemHttpResult>> AskAsync(IntelligenceRoom room, HttpContext context, QuestionRequest request)
    {
        if (room.Questions is not { } questions) return PeerEndpoints.Alone();
        var named = IndicatorText.Read(request.Value);
        if (PeerQuestion.Read(PeerQuestion.Write(named)) is null) throw new ArgumentException("members are asked about an address, a domain, a web address, a hash or a mail address");
        if (room.Assessor.Veto(named) is { } why) return TypedResults.Problem($"nobody is asked about {named.Value}: {why}", statusCode: StatusCodes.Status409Conflict);
        if (await questions.AskAsync(named, context.RequestAborted).ConfigureAwait(false) is not { } said) return TypedResults.Problem($"at most {CommunityQuestions.MostAnHour} questions an hour are asked; try again later", statusCode: StatusCodes.Status429TooManyRequests);
        context.Audit("intelligence.ask", $"{named.Kind} {named.Value}: {said.Count(s => s.Opinion == PeerOpinion.Bad)} of {said.Count} call it bad");
        return TypedResults.Ok(new QuestionAnswer(named.Kind.ToString(), named.Value, [.. said.Select(s => new OpinionRow(
            s.Member.Key.Identity, s.Member.Name, s.Opinion?.ToString().ToLowerInvariant(), room.Trust.Reliable(s.Member.Key.Identity, named.Kind), room.Trust.IsSuspended(s.Member.Key.Identity), s.Trouble))]));
    }

    static async Task<Results<Ok<ComparisonRow>, NotFound, ProblemHttpResult>> CompareAsync(IntelligenceRoom room, CommunityComparison comparison, HttpContext context, string identity)
    {
        if (room.Community is null) return PeerEndpoints.Alone();
        if (identity == room.Identity) throw new ArgumentException("this is your own node; compare with another member");
        if (room.Roster.Find(identity) is not { } member) return TypedResults.NotFound();
        if (member.Address is null) return TypedResults.Problem($"{member.Name} cannot be reached: it only fetches", statusCode: StatusCodes.Status409Conflict);
        try
        {
            var found = await comparison.WithAsync(member, context.RequestAborted).ConfigureAwait(false);
            context.Audit("intelligence.compare", $"{member.Name}: {found.Common.Count} in common");
            return TypedResults.Ok(Row(found));
        }
        catch (InvalidDataException wrong)
        {
            return TypedResults.Problem(wrong.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Problem($"{member.Name} cannot be reached: {away.Message}", statusCode: StatusCodes.Status502BadGateway);
        }
    }

    static IReadOnlyList<ComparisonRow> Comparisons(CommunityComparison comparison) => [.. comparison.Last.Select(Row)];

    static ComparisonRow Row(Comparison c) => new(c.Member.Key.Identity, c.Member.Name, c.At, c.WeAsked, c.Ours, c.Theirs, [.. c.Common.Select(n => new NamedRow(n.Kind.ToString(), n.Value))]);
}
