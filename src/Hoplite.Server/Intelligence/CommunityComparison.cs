using System.Collections.Concurrent;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Privacy;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Intelligence;

/// <summary>What came out when two members compared which attackers they see.</summary>
/// <param name="Member">The other one.</param>
/// <param name="At">When.</param>
/// <param name="WeAsked">Whether this node began.</param>
/// <param name="Ours">How many this node compared.</param>
/// <param name="Theirs">How many the other compared.</param>
/// <param name="Common">Those both see.</param>
sealed record Comparison(Member Member, DateTimeOffset At, bool WeAsked, int Ours, int Theirs, IReadOnlyList<Named> Common);

/// <summary>Compares with one member at a time which attackers both see; of all others each learns only how many there are.</summary>
/// <remarks>
/// Whoever begins sends its values hidden; the other sends them back hidden again, with its own hidden once; whoever began finds what is common and
/// sends the other's back hidden again, so that it finds it as well. Whoever begins knows first and may then keep silent.
/// </remarks>
/// <param name="platform">Tells the time and the options.</param>
/// <param name="room">Knows the community.</param>
/// <param name="shares">Knows who attacked in an incident.</param>
sealed class CommunityComparison(Platform platform, IntelligenceRoom room, IncidentShares shares)
{
    public const string Beginning = "compare";
    public const string Answering = "compared";
    public const string Ending = "compare-end";

    /// <summary>How often one member may begin a day.</summary>
    public const int MostADay = 4;

    const int MostOpen = 4;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly SeenAttackers _seen = new(platform, room, shares);
    readonly LetterBox _box = new(MostADay, TimeSpan.FromDays(1), platform.Time);
    readonly ConcurrentDictionary<(string Member, string Nonce), Open> _open = new();
    readonly ConcurrentDictionary<string, Comparison> _last = new(StringComparer.Ordinal);
    readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>What came out last with each member.</summary>
    public IReadOnlyList<Comparison> Last => [.. _last.Values.OrderByDescending(c => c.At)];

    /// <summary>Begins with a member.</summary>
    /// <exception cref="InvalidDataException">It refuses, or does not follow the protocol.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<Comparison> WithAsync(Member member, CancellationToken cancellation)
    {
        var (community, calls) = (room.Community!, room.Calls!);
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var ours = _seen.Now(PointLetter.Most);
            using var run = new PrivateIntersection(ours.Keys);
            var hidden = run.Hidden(cancellation);
            var letter = PeerLetter.Of(community.Id, member.Key, Beginning, PointLetter.Content(hidden), platform.Time.GetUtcNow());
            var bytes = await calls.SendAsync(member, Beginning, PointLetter.Write(letter, community.Key, hidden), cancellation).ConfigureAwait(false);
            var (answer, points) = PointLetter.Read(bytes, community.Id, Answering, platform.Time.GetUtcNow());
            if (!answer.From.Equals(member.Key) || answer.Nonce != letter.Nonce || points.Length < hidden.Length) throw new InvalidDataException("what was answered belongs to another comparison");
            var (back, others) = (points[..hidden.Length], points[hidden.Length..]);
            var again = run.HideAgain(others, cancellation);
            var found = _last[member.Key.Identity] = new Comparison(member, platform.Time.GetUtcNow(), WeAsked: true, ours.Count, others.Length / PrivateIntersection.PointLength, [.. run.Common(back.Span, again).Select(c => ours[c])]);
            var end = new PeerLetter(community.Id, member.Key, Ending, platform.Time.GetUtcNow(), letter.Nonce, PointLetter.Content(again));
            await calls.SendAsync(member, Ending, PointLetter.Write(end, community.Key, again), cancellation).ConfigureAwait(false);
            return found;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A member begins.</summary>
    /// <returns>The answer; null when it began too often, or when another comparison is under way.</returns>
    /// <exception cref="InvalidDataException">It does not follow the protocol.</exception>
    public async Task<byte[]?> AnswerAsync(PeerLetter letter, ReadOnlyMemory<byte> points, CancellationToken cancellation)
    {
        if (points.Length / PrivateIntersection.PointLength > PointLetter.Most) throw new InvalidDataException($"at most {PointLetter.Most} values are compared");
        foreach (var (key, old) in _open)
            if (platform.Time.GetUtcNow() - old.At > Patience && _open.TryRemove(key, out var gone)) gone.Run.Dispose();
        if (_open.Count >= MostOpen || !await _one.WaitAsync(TimeSpan.Zero, cancellation).ConfigureAwait(false)) return null;
        try
        {
            if (!_box.TryTake(letter)) return null;
            var community = room.Community!;
            var ours = _seen.Now(PointLetter.Most);
            var run = new PrivateIntersection(ours.Keys);
            byte[] hidden, back;
            try
            {
                hidden = run.Hidden(cancellation);
                back = run.HideAgain(points, cancellation);
            }
            catch
            {
                run.Dispose();
                throw;
            }

            _open[(letter.From.Identity, letter.Nonce)] = new Open(run, ours, back, platform.Time.GetUtcNow());
            byte[] both = [.. back, .. hidden];
            return PointLetter.Write(letter.Answer(Answering, PointLetter.Content(both), platform.Time.GetUtcNow()), community.Key, both);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A member ends what it began: now this node learns it as well.</summary>
    /// <exception cref="InvalidDataException">It never began, or does not follow the protocol.</exception>
    public Comparison End(Member member, PeerLetter letter, ReadOnlyMemory<byte> points)
    {
        if (!_open.TryRemove((letter.From.Identity, letter.Nonce), out var open)) throw new InvalidDataException("no such comparison is under way");
        using (open.Run)
            return _last[member.Key.Identity] = new Comparison(
                member, platform.Time.GetUtcNow(), WeAsked: false, open.Ours.Count, open.Back.Length / PrivateIntersection.PointLength, [.. open.Run.Common(points.Span, open.Back).Select(c => open.Ours[c])]);
    }

    sealed record Open(PrivateIntersection Run, IReadOnlyDictionary<string, Named> Ours, byte[] Back, DateTimeOffset At);
}
