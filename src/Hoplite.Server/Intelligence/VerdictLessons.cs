using System.Text.Json;
using Hoplite.Intelligence.Keeping;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Hosting;

namespace Hoplite.Server.Intelligence;

/// <summary>
/// What trust learns from what people say of incidents. It follows the verdict: when an incident is opened again, closed in another way, or its closing
/// is undone, what was learned from the verdict before is unlearned first.
/// </summary>
/// <param name="platform">Knows the incidents.</param>
/// <param name="file">Where it is kept.</param>
/// <param name="ladder">Learns.</param>
/// <param name="thingOf">What a finding is about, by the id of its rule; null when a rule saw it.</param>
sealed class VerdictLessons(Platform platform, IntelligenceFile file, IndicatorLadder ladder, Func<string, Named?> thingOf)
{
    const string Malicious = "malicious";

    // Longer than anything can be undone.
    static readonly TimeSpan Undoable = TimeSpan.FromHours(2);

    readonly Lock _gate = new();

    /// <summary>Somebody worked on incidents.</summary>
    /// <param name="incidents">They.</param>
    /// <param name="person">Who.</param>
    public void Follow(IEnumerable<Guid> incidents, string person)
    {
        foreach (var id in incidents.Distinct())
            if (platform.Incidents.Find(id) is { } incident) Follow(incident.Id, incident is { State: "closed", Verdict: Malicious or "benign" or "false-positive" } ? incident.Verdict! : "", person);
    }

    /// <summary>Somebody undid something; whatever was judged lately may have been it.</summary>
    public void FollowLately(string person) =>
        Follow(file.Query("SELECT incident FROM judged WHERE at > @0", r => Guid.Parse(r.GetString(0)), (platform.Time.GetUtcNow() - Undoable).UtcTicks), person);

    void Follow(Guid incident, string verdict, string person)
    {
        lock (_gate)
        {
            var before = file.Query("SELECT verdict FROM judged WHERE incident = @0", r => r.GetString(0), incident.ToString()) is [var known] ? known : "";
            if (before == verdict) return;
            file.Together(() =>
            {
                Unlearn(incident);
                if (verdict.Length > 0) Learn(incident, verdict == Malicious, person);
                file.Execute("INSERT INTO judged VALUES (@0, @1, @2) ON CONFLICT DO UPDATE SET verdict = excluded.verdict, at = excluded.at", incident.ToString(), verdict, platform.Time.GetUtcNow().UtcTicks);
            });
        }
    }

    void Learn(Guid incident, bool isBad, string person)
    {
        var named = platform.Findings.Of(incident).Select(f => thingOf(f.Rule.Id)).ToArray();

        // Where rules saw something as well, a false alarm may be theirs.
        if (!isBad && named.Any(n => n is null)) return;
        foreach (var thing in named.OfType<Named>().Distinct())
        {
            var judgement = ladder.Judge(thing, isBad, "person:" + person, platform.Time.GetUtcNow());
            file.Execute("INSERT INTO lesson VALUES (@0, @1, @2, @3, @4)", incident.ToString(), (int)thing.Kind, thing.Value, isBad ? 1 : 0, JsonSerializer.Serialize(judgement));
        }
    }

    void Unlearn(Guid incident)
    {
        foreach (var (named, judgement) in file.Query("SELECT kind, value, json FROM lesson WHERE incident = @0", r => (new Named((NamedKind)r.GetInt32(0), r.GetString(1)), Read(r.GetString(2))), incident.ToString()))
        {
            // Another incident that says the same carries it on.
            var others = file.Query("SELECT incident, json FROM lesson WHERE kind = @0 AND value = @1 AND bad = @2 AND incident <> @3", r => (r.GetString(0), Read(r.GetString(1))), (int)named.Kind, named.Value, judgement.IsBad ? 1 : 0, incident.ToString());
            if (others is [var (other, held), ..])
            {
                var before = held.Before == judgement.Said ? judgement.Before : held.Before;
                file.Execute("UPDATE lesson SET json = @0 WHERE incident = @1 AND kind = @2 AND value = @3", JsonSerializer.Serialize(held with { Before = before, Lessons = [.. held.Lessons, .. judgement.Lessons] }), other, (int)named.Kind, named.Value);
            }
            else ladder.Unjudge(named, judgement);
        }

        file.Execute("DELETE FROM lesson WHERE incident = @0", incident.ToString());
    }

    static Judgement Read(string json) => JsonSerializer.Deserialize<Judgement>(json) ?? throw new InvalidDataException("a lesson of the file of intelligence cannot be read");
}
