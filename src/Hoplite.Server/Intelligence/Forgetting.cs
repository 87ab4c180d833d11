using System.Text.Json;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Feeds;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>
/// Forgets objects of feeds that are of no use any more: taken back or ended long ago, and not met since. It works through them in small
/// portions, and leaves alone what is blocked.
/// </summary>
/// <param name="file">Where they are kept.</param>
/// <param name="ladder">Forgets what nobody speaks of any more.</param>
/// <param name="trust">What was said.</param>
/// <param name="isBlocked">Whether a thing is blocked now.</param>
/// <param name="after">After what time.</param>
/// <param name="time">The clock.</param>
sealed class Forgetting(IntelligenceFile file, IndicatorLadder ladder, TrustBook trust, Func<Named, bool> isBlocked, TimeSpan after, TimeProvider time)
{
    /// <summary>How many objects are looked at in one portion.</summary>
    internal const int AtOnce = 1_000;

    static readonly TimeSpan Round = TimeSpan.FromDays(1);

    readonly ObjectBook _objects = new(file);
    readonly FeedMemory _memory = new(file);
    (long At, string Id) _place = (0, "");
    DateTimeOffset _next;

    /// <summary>Looks at one portion, unless all were looked at today.</summary>
    /// <returns>How many objects were forgotten.</returns>
    public int Portion()
    {
        var now = time.GetUtcNow();
        if (after <= TimeSpan.Zero || now < _next) return 0;
        var before = now - after;
        var some = file.Query(
            "SELECT received, id FROM object WHERE received < @0 AND (received > @1 OR (received = @1 AND id > @2)) AND author >= 'feed:' AND author < 'feed;' ORDER BY received, id LIMIT @3",
            r => (At: r.GetInt64(0), Id: r.GetString(1)), before.UtcTicks, _place.At, _place.Id, AtOnce);
        var forgotten = 0;
        file.Together(() =>
        {
            foreach (var (_, id) in some)
                if (_objects.Get(id) is { } stored && IsOver(stored, before)) forgotten += Forget(stored);
        });
        (_place, _next) = some.Count < AtOnce ? ((0, ""), now + Round) : ((some[^1].At, some[^1].Id), _next);
        return forgotten;
    }

    bool IsOver(StoredObject stored, DateTimeOffset before)
    {
        var things = IndicatorThings.Of(stored.Json);
        if (things.Any(t => isBlocked(t) || ladder.Find(t)?.Rung == Rung.Block || trust.Seen.Of(t) >= before || WasMet(t, before))) return false;
        using var json = JsonDocument.Parse(stored.Json);
        var root = json.RootElement;
        if (stored.Revoked) return true;
        if (stored.Id.StartsWith("indicator--", StringComparison.Ordinal)) return Ended(stored, root, things) < before;

        // What says something of an object goes with it.
        var about = stored.Id.StartsWith("sighting--", StringComparison.Ordinal) ? IndicatorThings.Text(root, "sighting_of_ref") : stored.Id.StartsWith("relationship--", StringComparison.Ordinal) ? IndicatorThings.Text(root, "source_ref") : null;
        return about?.StartsWith("indicator--", StringComparison.Ordinal) == true && _objects.Get(about) is null;
    }

    // When the last of its words ended; never, when nothing says so.
    DateTimeOffset Ended(StoredObject stored, JsonElement root, IReadOnlyList<Named> things)
    {
        if (StixTime.TryParse(IndicatorThings.Text(root, "valid_until"), out var until)) return until.Instant;
        if (things.Count == 0) return DateTimeOffset.MaxValue;
        return things.Max(t => (trust.About(t).FirstOrDefault(c => c.Peer == stored.Author && c.Source == stored.Id) is { } claim ? trust.Seen.Of(claim) : stored.Received) + trust.Options.Decay.Of(t.Kind).Lifetime);
    }

    bool WasMet(Named named, DateTimeOffset since) => file.Query("SELECT 1 FROM hit WHERE indicator = @0 AND day >= @1 LIMIT 1", r => r.GetInt64(0), MatchTables.IdOf(named), since.UtcTicks / TimeSpan.TicksPerDay).Count > 0;

    int Forget(StoredObject stored)
    {
        file.Execute("DELETE FROM object WHERE id = @0", stored.Id);
        _memory.Forget(stored.Id);
        ladder.TakeBack(stored.Author, stored.Id);
        foreach (var named in IndicatorThings.Of(stored.Json))
            if (ladder.Forget(named)) file.Execute("DELETE FROM hit WHERE indicator = @0", MatchTables.IdOf(named));
        return 1;
    }
}
