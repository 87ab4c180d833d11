using System.Globalization;
using System.Text.Json;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>Notes when things were last seen: in events here, and by others as far as they are relied on. That is what keeps their score from fading.</summary>
/// <param name="file">What was said.</param>
/// <param name="trust">Who is relied on.</param>
/// <param name="ladder">Decides anew.</param>
/// <param name="time">The clock.</param>
sealed class Sightings(IntelligenceFile file, TrustBook trust, IndicatorLadder ladder, TimeProvider time)
{
    const int AtOnce = 5_000;
    const string Place = "sightings read";

    readonly ObjectBook _objects = new(file);
    Dictionary<string, long> _counted = new(StringComparer.Ordinal);

    /// <summary>Makes room for what it asks of the file.</summary>
    public static void Prepare(IntelligenceFile file) => file.Execute("CREATE INDEX IF NOT EXISTS object_received ON object (received)");

    /// <summary>Things were met here.</summary>
    /// <param name="hits">How often, since the tables were made last.</param>
    /// <param name="named">The things.</param>
    /// <param name="anew">Whether the counts begin anew after this.</param>
    public void Here(IReadOnlyList<(string Id, long Hits)> hits, Func<string, Named?> named, bool anew)
    {
        var (now, before) = (time.GetUtcNow(), _counted);
        var met = hits.Where(h => before.GetValueOrDefault(h.Id) != h.Hits).Select(h => named(h.Id)).OfType<Named>().ToArray();
        if (met.Length > 0)
            file.Together(() =>
            {
                foreach (var thing in met) trust.Seen.See(thing, now);
            });
        _counted = anew ? new(StringComparer.Ordinal) : hits.GroupBy(h => h.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Hits, StringComparer.Ordinal);
    }

    /// <summary>Reads the sightings that others told since the last time.</summary>
    public void Told()
    {
        var from = file.Query("SELECT value FROM setting WHERE name = @0", r => r.GetString(0), Place) is [var text, ..] && text.Split(' ') is [var ticks, var last] ? (At: long.Parse(ticks, CultureInfo.InvariantCulture), Id: last) : (At: 0L, Id: "");
        var news = file.Query("SELECT received, id FROM object WHERE received > @0 OR (received = @0 AND id > @1) ORDER BY received, id LIMIT @2", r => (At: r.GetInt64(0), Id: r.GetString(1)), from.At, from.Id, AtOnce);
        if (news.Count == 0) return;
        foreach (var (_, id) in news)
            if (id.StartsWith("sighting--", StringComparison.Ordinal) && _objects.Get(id) is { Revoked: false } stored) Read(stored);
        file.Execute("INSERT INTO setting VALUES (@0, @1) ON CONFLICT (name) DO UPDATE SET value = excluded.value", Place, string.Create(CultureInfo.InvariantCulture, $"{news[^1].At} {news[^1].Id}"));
    }

    void Read(StoredObject sighting)
    {
        using var json = JsonDocument.Parse(sighting.Json);
        var root = json.RootElement;
        if (root.TryGetProperty("count", out var count) && count.TryGetInt32(out var times) && times == 0) return;
        if (!root.TryGetProperty("sighting_of_ref", out var of) || of.GetString() is not { } about || _objects.Get(about) is not { } indicator) return;

        // It cannot have been seen after it was told; when it was seen before, that counts.
        var at = root.TryGetProperty("last_seen", out var last) && StixTime.TryParse(last.GetString(), out var seen) && seen.Instant < sighting.Received ? seen.Instant : sighting.Received;
        foreach (var named in IndicatorThings.Of(indicator.Json))
        {
            if (trust.IsSuspended(sighting.Author) || trust.Reliable(sighting.Author, named.Kind) <= 0.5) continue;
            trust.Seen.See(named, at);
            ladder.Assess(named);
        }
    }
}
