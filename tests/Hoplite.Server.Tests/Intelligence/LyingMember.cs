using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Server.Intelligence;
using Microsoft.AspNetCore.Http;

namespace Hoplite.Server.Tests.Intelligence;

/// <summary>A member with a key and a door of its own that calls everything bad it is asked about.</summary>
sealed class LyingMember : IAsyncDisposable
{
    readonly PeerKey _key = PeerKey.Create();
    readonly FeedServer _door;

    LyingMember(FeedServer door)
    {
        _door = door;
        door.Instead = AnswerAsync;
    }

    /// <summary>Who it is.</summary>
    public string Identity => _key.Id.Identity;

    /// <summary>Opens its door and lets it into a community.</summary>
    public static async Task<LyingMember> JoinAsync(IntelligenceRoom room)
    {
        var liar = new LyingMember(await FeedServer.StartAsync());
        room.Roster.Put(new Member(liar._key.Id, "Liar", "valley", liar._door.At("community/"), room.Community!.Id, TimeProvider.System.GetUtcNow(), Tlp.Amber, []));
        return liar;
    }

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        _key.Dispose();
    }

    async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.Value!.EndsWith("/ask", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var now = TimeProvider.System.GetUtcNow();
        var said = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        var question = PeerLetter.Read(said, _key.Id, PeerQuestion.Asking, now, out var problem) ?? throw new InvalidDataException(problem);
        await context.Response.WriteAsync(question.Answer(PeerQuestion.Answering, PeerQuestion.Write(PeerOpinion.Bad), now).Write(_key).ToJsonString());
    }
}
