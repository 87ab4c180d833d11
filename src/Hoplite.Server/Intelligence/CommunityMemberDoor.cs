using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Intelligence;

/// <summary>The door at which members ask what this node knows of a thing, and compare which attackers both see. Every letter is signed by a member, and so is every answer.</summary>
/// <param name="room">Whose door it is.</param>
/// <param name="community">The community.</param>
/// <param name="comparison">Compares.</param>
/// <param name="options">Whether members may do so.</param>
/// <param name="time">The clock.</param>
sealed class CommunityMemberDoor(IntelligenceRoom room, Community community, CommunityComparison comparison, IntelligenceOptions options, TimeProvider time)
{
    const int LongestQuestion = 16 << 10;

    /// <summary>Maps it, when there is a community.</summary>
    public static void Map(WebApplication app, IntelligenceOptions options)
    {
        var services = app.Services;
        var room = services.GetRequiredService<IntelligenceRoom>();
        if (room.Community is not { } community) return;
        var door = new CommunityMemberDoor(room, community, services.GetRequiredService<CommunityComparison>(), options, services.GetRequiredService<TimeProvider>());
        door.Map(app, "ask", LongestQuestion, door.AskAsync);
        door.Map(app, CommunityComparison.Beginning, PointLetter.Longest, door.BeginAsync);
        door.Map(app, CommunityComparison.Ending, PointLetter.Longest, door.EndAsync);
    }

    void Map(WebApplication app, string what, int longest, Func<HttpContext, Member, ReadOnlyMemory<byte>, Task<IResult>> serve) =>
        app.MapPost($"/{CommunityDoor.Path}/{what}", async (HttpContext context) =>
        {
            try
            {
                // Who shows no token of a member is not read: nobody else can make this node hold megabytes.
                if (MemberOf(context) is not { } member) return Stranger();
                if (context.Request.ContentLength > longest) return Refuse(StatusCodes.Status413PayloadTooLarge, "that is more than is taken");
                return await BodyAsync(context, longest).ConfigureAwait(false) is { } body ? await serve(context, member, body).ConfigureAwait(false) : Refuse(StatusCodes.Status413PayloadTooLarge, "that is more than is taken");
            }
            catch (InvalidDataException wrong)
            {
                return Refuse(StatusCodes.Status400BadRequest, wrong.Message);
            }
        }).AllowAnonymous().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());

    Task<IResult> AskAsync(HttpContext _, Member member, ReadOnlyMemory<byte> body)
    {
        if (!options.AnswerQuestions) return Task.FromResult(Refuse(StatusCodes.Status403Forbidden, "this node answers no questions"));
        var letter = Letter(body) ?? throw new InvalidDataException("the body is no JSON object");
        var question = PeerLetter.Read(letter, community.Id, PeerQuestion.Asking, time.GetUtcNow(), out var problem) ?? throw new InvalidDataException("the letter does not hold: " + problem);
        if (!question.From.Equals(member.Key)) return Task.FromResult(Stranger());
        if (PeerQuestion.Read(question.Content) is not { } named) throw new InvalidDataException("a question is about one address, domain, web address, hash or mail address");
        if (!room.Answers.TryTake(question)) return Task.FromResult(Refuse(StatusCodes.Status429TooManyRequests, "too many questions lately; ask again in an hour"));
        return Task.FromResult<IResult>(TypedResults.Json(question.Answer(PeerQuestion.Answering, PeerQuestion.Write(room.Answers.Of(named, member)), time.GetUtcNow()).Write(community.Key)));
    }

    async Task<IResult> BeginAsync(HttpContext context, Member member, ReadOnlyMemory<byte> body)
    {
        if (!options.CompareAttackers) return Refuse(StatusCodes.Status403Forbidden, "this node compares with nobody");
        var (letter, points) = PointLetter.Read(body, community.Id, CommunityComparison.Beginning, time.GetUtcNow());
        if (!letter.From.Equals(member.Key)) return Stranger();
        return await comparison.AnswerAsync(letter, points, context.RequestAborted).ConfigureAwait(false) is { } answer
            ? TypedResults.Bytes(answer) : Refuse(StatusCodes.Status429TooManyRequests, $"each member may compare {CommunityComparison.MostADay} times a day, one at a time; try again later");
    }

    Task<IResult> EndAsync(HttpContext context, Member member, ReadOnlyMemory<byte> body)
    {
        var (letter, points) = PointLetter.Read(body, community.Id, CommunityComparison.Ending, time.GetUtcNow());
        if (!letter.From.Equals(member.Key)) return Task.FromResult(Stranger());
        var found = comparison.End(member, letter, points);
        context.Audit("intelligence.compared", $"{member.Name}: {found.Common.Count} in common");
        return Task.FromResult<IResult>(TypedResults.NoContent());
    }

    Member? MemberOf(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is var shown && shown.StartsWith("Bearer ", StringComparison.Ordinal) ? community.MemberOf(shown["Bearer ".Length..]) : null;

    static IResult Stranger() => Refuse(StatusCodes.Status401Unauthorized, "this door is for members");

    static IResult Refuse(int status, string why) => TypedResults.Problem(why, statusCode: status);

    static JsonObject? Letter(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonNode.Parse(body.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext context, int longest)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = longest;
        using var whole = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false)) > 0;)
        {
            if (whole.Length + read > longest) return null;
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }
}
