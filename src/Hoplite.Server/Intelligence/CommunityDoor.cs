using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Intelligence.Communities;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hoplite.Server.Intelligence;

/// <summary>The door at which guests knock with an invitation, and at which members tell whom they let in.</summary>
/// <param name="room">Whose door it is.</param>
/// <param name="community">The community.</param>
/// <param name="limit">Slows down those who try.</param>
sealed class CommunityDoor(IntelligenceRoom room, Community community, KnockLimit limit)
{
    /// <summary>Where it is.</summary>
    public const string Path = "community-door";

    const int LongestBody = 64 << 10;

    /// <summary>Maps it, when there is a community.</summary>
    public static void Map(WebApplication app)
    {
        var room = app.Services.GetRequiredService<IntelligenceRoom>();
        if (room.Community is not { } community) return;
        var door = new CommunityDoor(room, community, new KnockLimit(app.Services.GetRequiredService<TimeProvider>()));
        Map(app, "knock", door.Knock);
        Map(app, "hear", door.Hear);
    }

    static void Map(IEndpointRouteBuilder routes, string what, Func<HttpContext, JsonObject, IResult> serve) =>
        routes.MapPost($"/{Path}/{what}", async (HttpContext context) =>
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LongestBody;
            return await BodyAsync(context).ConfigureAwait(false) is { } body ? serve(context, body) : Refuse(StatusCodes.Status400BadRequest, "the body is no JSON object");
        }).AllowAnonymous().ExcludeFromDescription().WithMetadata(new OpenBeforeSetup());

    IResult Knock(HttpContext context, JsonObject body)
    {
        var from = context.Address();
        if (limit.IsShut(from)) return Refuse(StatusCodes.Status429TooManyRequests, "too many invitations that do not hold; wait a minute");
        try
        {
            var (text, name, address) = (Text(body, "invitation").Trim(), MemberRecord.Name(Text(body, "name")), MemberRecord.Address(Text(body, "address")));
            var guest = PeerId.Read(Text(body, "key"));
            if (guest is null || !IsSigned(guest, MemberRecord.Proof(text, Text(body, "name"), Text(body, "address")), Text(body, "proof"))) throw new InvalidDataException("the proof does not hold: it is not signed with the key of the guest");
            var member = community.Admit(text, guest, name, address);
            context.Audit("intelligence.admit", $"{member.Name} {member.Key.Identity}");
            room.Calls?.Tell(member);
            var members = new JsonArray([.. community.Roster.All.Where(m => m.Expelled is null && !m.Key.Equals(guest)).Select(MemberRecord.Write)]);
            return TypedResults.Json(new JsonObject { ["name"] = community.Self.Name, ["members"] = members });
        }
        catch (InvalidDataException wrong)
        {
            limit.Failed(from);
            context.Audit("intelligence.knock.refused", wrong.Message);
            return Refuse(StatusCodes.Status403Forbidden, wrong.Message);
        }
    }

    IResult Hear(HttpContext context, JsonObject body)
    {
        var shown = context.Request.Headers.Authorization.ToString();
        if (!shown.StartsWith("Bearer ", StringComparison.Ordinal) || community.MemberOf(shown["Bearer ".Length..]) is not { } inviter) return Refuse(StatusCodes.Status401Unauthorized, "this door is for members");
        try
        {
            var record = body["member"] as JsonObject ?? throw new InvalidDataException("there is no member in it");
            if (!IsSigned(inviter.Key, CanonicalJson.Bytes(record), Text(body, "signature"))) throw new InvalidDataException("the signature of the inviter does not hold");
            var member = MemberRecord.Read(record, community.Name);
            if (member.InvitedBy?.Equals(inviter.Key) != true) throw new InvalidDataException("a member tells only whom it let in itself");
            if (!community.Hear(member, inviter)) return Refuse(StatusCodes.Status403Forbidden, "too many were let in lately");
            context.Audit("intelligence.hear", $"{inviter.Name} lets in {member.Name} {member.Key.Identity}");
            return TypedResults.NoContent();
        }
        catch (InvalidDataException wrong)
        {
            return Refuse(StatusCodes.Status400BadRequest, wrong.Message);
        }
    }

    static bool IsSigned(PeerId who, ReadOnlySpan<byte> bytes, string signature) =>
        signature.Length == 86 && Base64Url.IsValid(signature) && who.Verify(bytes, Base64Url.DecodeFromChars(signature));

    static string Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new InvalidDataException($"'{name}' is missing");

    static IResult Refuse(int status, string why) => TypedResults.Problem(why, statusCode: status);

    static async Task<JsonObject?> BodyAsync(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, documentOptions: new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false }, cancellationToken: context.RequestAborted).ConfigureAwait(false) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
