using System.Security.Cryptography;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>What a member said of a thing.</summary>
/// <param name="Member">Who.</param>
/// <param name="Opinion">What; null when it did not answer.</param>
/// <param name="Trouble">Why it did not answer; null when it did.</param>
sealed record MemberOpinion(Member Member, PeerOpinion? Opinion, string? Trouble);

/// <summary>Asks members what they know of a thing, and now and then, at random, whether they say what they cannot know.</summary>
/// <param name="community">The community.</param>
/// <param name="calls">Reaches the members.</param>
/// <param name="canaries">Makes up what nobody can know.</param>
/// <param name="aDay">How many test questions each member gets a day, on average; 0 for none.</param>
/// <param name="time">The clock.</param>
sealed class CommunityQuestions(Community community, CommunityCalls calls, Canaries canaries, int aDay, TimeProvider time)
{
    /// <summary>The most questions of people that are passed on in an hour; below what members take.</summary>
    public const int MostAnHour = 25;

    static readonly TimeSpan Often = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    readonly LetterBox _asked = new(MostAnHour, TimeSpan.FromHours(1), time);
    readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);

    /// <summary>Asks all members about a thing. With it goes, as often as not, a test question: from when and how it is asked nobody learns which is which.</summary>
    /// <returns>What each said; null when too much was asked lately.</returns>
    public async Task<IReadOnlyList<MemberOpinion>?> AskAsync(Named named, CancellationToken cancellation)
    {
        if (!_asked.TryTake("people", Guid.NewGuid().ToString())) return null;
        return await Task.WhenAll(Others().Select(m => AskAsync(m, named, cancellation))).ConfigureAwait(false);
    }

    /// <summary>Asks one member about something made up for it.</summary>
    /// <returns>Whether it answered.</returns>
    public async Task<bool> TestAsync(Member member, CancellationToken cancellation) =>
        aDay > 0 && (await OneAsync(member, canaries.Ask(member.Key.Identity), cancellation).ConfigureAwait(false)).Opinion is not null;

    /// <summary>Asks test questions until it is cancelled, each member at times of its own.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (aDay > 0)
        {
            await Task.Delay(Often, time, cancellation).ConfigureAwait(false);
            var now = time.GetUtcNow();
            foreach (var member in Others())
            {
                if (!_next.TryGetValue(member.Key.Identity, out var due)) _next[member.Key.Identity] = due = now + Pause();
                if (due > now) continue;
                _next[member.Key.Identity] = now + Pause();
                await TestAsync(member, cancellation).ConfigureAwait(false);
            }
        }
    }

    async Task<MemberOpinion> AskAsync(Member member, Named named, CancellationToken cancellation)
    {
        List<Named> batch = aDay > 0 && RandomNumberGenerator.GetInt32(2) == 0 ? [named, canaries.Ask(member.Key.Identity)] : [named];
        RandomNumberGenerator.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(batch));
        var said = new MemberOpinion(member, null, null);
        foreach (var one in batch)
            if (await OneAsync(member, one, cancellation).ConfigureAwait(false) is var answer && one == named) said = answer;
        return said;
    }

    async Task<MemberOpinion> OneAsync(Member member, Named named, CancellationToken cancellation)
    {
        try
        {
            var question = PeerLetter.Of(community.Id, member.Key, PeerQuestion.Asking, PeerQuestion.Write(named), time.GetUtcNow());
            var answer = await calls.AskAsync(member, "ask", question, PeerQuestion.Answering, cancellation).ConfigureAwait(false);
            if (PeerQuestion.ReadAnswer(answer.Content) is not { } opinion) return new MemberOpinion(member, null, "it answers in a way that is not understood");
            canaries.Answer(member.Key.Identity, named, opinion == PeerOpinion.Bad);
            return new MemberOpinion(member, opinion, null);
        }
        catch (Exception wrong) when (wrong is InvalidDataException or HttpRequestException || (wrong is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return new MemberOpinion(member, null, wrong is InvalidDataException ? wrong.Message : "it cannot be reached");
        }
    }

    Member[] Others() => [.. community.Roster.All.Where(m => m is { Expelled: null, Address: not null } && !m.Key.Equals(community.Id))];

    // The pauses of a Poisson process: the last question says nothing of the next. Bounded, so that chance floods nobody.
    TimeSpan Pause()
    {
        var pause = TimeSpan.FromDays(1) / aDay * -Math.Log(1 - RandomNumberGenerator.GetInt32(1 << 30) / (double)(1 << 30));
        return pause < Shortest ? Shortest : pause;
    }
}
