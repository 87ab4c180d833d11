using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Hoplite.Server.Intelligence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>Who belongs to the community, and how one gets in and out.</summary>
static class PeerEndpoints
{
    const int MostDays = 30;
    const int UsualDays = 7;
    const int MostGroups = 20;
    const int DaysOfHistory = 90;

    public static void Map(IEndpointRouteBuilder api)
    {
        var intelligence = api.MapGroup("/intelligence").WithTags("intelligence");
        intelligence.MapGet("/peers", List).WithName("getPeers").WithSummary("The members of the community, and what may be relied on of each").RequireRoleAtLeast(Role.Viewer, Scope.ReadIncidents);
        intelligence.MapPost("/invitations", Invite).WithName("invitePeer").WithSummary("Invite somebody into the community").RequireRoleAtLeast(Role.Admin, Scope.Admin);
        intelligence.MapPost("/join", JoinAsync).WithName("joinCommunity").WithSummary("Take up an invitation").RequireRoleAtLeast(Role.Admin, Scope.Admin);
        intelligence.MapDelete("/peers/{identity}", Expel).WithName("expelPeer").WithSummary("Put a member out, with the newcomers it let in; what they said counts no more").RequireRoleAtLeast(Role.Admin, Scope.Admin);
    }

    static IReadOnlyList<PeerRow> List(IntelligenceRoom room)
    {
        var members = room.Roster.All;
        var names = members.ToDictionary(m => m.Key.Text, m => m.Name, StringComparer.Ordinal);
        var trust = room.Trust.Peers().ToDictionary(p => p.Peer, StringComparer.Ordinal);
        var counts = room.Objects.ByAuthor();
        var links = room.Community?.Node.Links ?? new Dictionary<string, (DateTimeOffset? Reached, string? Trouble)>(StringComparer.Ordinal);
        return [.. members.Select(Row)];

        PeerRow Row(Member member)
        {
            var id = member.Key.Identity;
            var (reached, trouble) = links.TryGetValue(id, out var link) ? link : (null, null);
            var isSelf = id == room.Identity;
            return new PeerRow(
                id, member.Key.Text, member.Name, member.Address?.ToString(), member.InvitedBy is { } inviter ? names.GetValueOrDefault(inviter.Text, inviter.Text) : null, member.Since, TlpWords.Of(member.Clearance), member.Groups,
                isSelf, member.Expelled, reached, trouble,
                isSelf ? new Dictionary<string, double>(StringComparer.Ordinal) : Enum.GetValues<NamedKind>().ToDictionary(k => k.ToString(), k => room.Trust.Reliable(id, k), StringComparer.Ordinal),
                trust.TryGetValue(id, out var known) && known.Suspended, [.. room.Trust.History(id).TakeLast(DaysOfHistory).Select(h => new TrustDay(h.Day, h.Reliable))], counts.GetValueOrDefault(id));
        }
    }

    static Results<Ok<InviteAnswer>, ProblemHttpResult> Invite(IntelligenceRoom room, HttpContext context, InviteRequest request)
    {
        if (room.Community is not { } community) return Alone();
        var days = request.Days ?? UsualDays;
        if (days is < 1 or > MostDays) throw new ArgumentException($"an invitation is good for 1 to {MostDays} days");
        if (request.Groups?.Count > MostGroups) throw new ArgumentException($"a guest belongs to at most {MostGroups} groups");
        var clearance = request.Clearance is { Length: > 0 } word ? TlpWords.Read(word) : Tlp.Green;
        try
        {
            var guest = MemberRecord.Name(request.Guest);
            var text = community.Invite(guest, clearance, [.. (request.Groups ?? []).Select(MemberRecord.Name)], TimeSpan.FromDays(days));
            context.Audit("intelligence.invite", $"{guest}, {TlpWords.Of(clearance)}, {days} days");
            return TypedResults.Ok(new InviteAnswer(text));
        }
        catch (InvalidDataException wrong)
        {
            throw new ArgumentException(wrong.Message, wrong);
        }
    }

    static async Task<Results<Ok<JoinAnswer>, ProblemHttpResult>> JoinAsync(IntelligenceRoom room, HttpContext context, JoinRequest request)
    {
        if (room is not { Community: { } community, Calls: { } calls }) return Alone();
        context.Audit("intelligence.join", community.Name);
        try
        {
            return TypedResults.Ok(new JoinAnswer(community.Name, await calls.JoinAsync(request.Invitation, context.RequestAborted).ConfigureAwait(false)));
        }
        catch (InvalidDataException wrong)
        {
            return TypedResults.Problem(wrong.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            return TypedResults.Problem($"the inviter cannot be reached: {away.Message}", statusCode: StatusCodes.Status502BadGateway);
        }
    }

    static Results<NoContent, NotFound, ProblemHttpResult> Expel(IntelligenceRoom room, HttpContext context, string identity)
    {
        if (room.Community is null) return Alone();
        if (identity == room.Identity) return TypedResults.Problem("this is your own node; to leave, take the community out of the configuration", statusCode: StatusCodes.Status409Conflict);
        var gone = room.Expel(identity);
        if (gone.Count == 0) return TypedResults.NotFound();
        context.Audit("intelligence.expel", string.Join(", ", gone.Select(m => $"{m.Name} {m.Key.Identity}")));
        return TypedResults.NoContent();
    }

    internal static ProblemHttpResult Alone() => TypedResults.Problem("this node belongs to no community; set intelligence: community first", statusCode: StatusCodes.Status409Conflict);
}
