using System.Collections.Concurrent;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;
using Hoplite.Store.Cases;

namespace Hoplite.Server.Intelligence;

/// <summary>The attackers this node met itself: what its people called bad, what it was warned of and met, and what took part in its incidents.</summary>
/// <param name="platform">Knows the incidents.</param>
/// <param name="room">Knows what was met.</param>
/// <param name="shares">Knows who attacked in an incident.</param>
sealed class SeenAttackers(Platform platform, IntelligenceRoom room, IncidentShares shares)
{
    const int MostIncidents = 300;

    static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    readonly ConcurrentDictionary<(Guid Incident, DateTimeOffset Updated), IReadOnlyList<Named>> _read = new();

    /// <summary>They, by the text under which two nodes compare them; those of people and incidents first.</summary>
    /// <param name="most">The most that are answered.</param>
    public IReadOnlyDictionary<string, Named> Now(int most)
    {
        var told = room.Trust.Spoken().Where(n => room.Trust.About(n).Any(c => c is { Peer: TrustBook.Self, IsBad: true }));
        var hits = room.HitsNow();
        var met = room.Ladder.All().Where(s => s.Rung >= Rung.Detect && MatchTables.IdOf(s.Named) is var id && (hits.ContainsKey(id) || room.Hits.Of(id) > 0)).Select(s => s.Named);
        return told.Concat(OfIncidents()).Concat(met).Where(n => n.Kind != NamedKind.Pattern && room.Assessor.Veto(n) is null).Distinct().Take(most).ToDictionary(TextOf, StringComparer.Ordinal);
    }

    /// <summary>The text under which a thing is compared.</summary>
    public static string TextOf(Named named) => $"{named.Kind}\n{named.Value}";

    IEnumerable<Named> OfIncidents()
    {
        if (_read.Count > MostIncidents * 4) _read.Clear();
        var since = platform.Time.GetUtcNow() - Lately;
        var incidents = platform.Incidents.List(new IncidentFilter { Sort = "created", From = since, Limit = MostIncidents }).Items;
        return incidents.Where(i => i.Verdict is not ("benign" or "false-positive")).SelectMany(i => _read.GetOrAdd((i.Id, i.Updated), _ => shares.Attackers(i)));
    }
}
