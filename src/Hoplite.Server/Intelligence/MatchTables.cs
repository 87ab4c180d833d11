using System.Collections.Concurrent;
using Hoplite.Detection.Indicators;
using Hoplite.Detection.Sigma;
using Hoplite.Intelligence.Patterning;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>What the event stream is watched for: everything that has come up to be matched. It is made anew a moment after the ladder has moved.</summary>
/// <param name="ladder">How far each thing has come.</param>
/// <param name="table">Watches for values.</param>
/// <param name="patterns">Watches for patterns.</param>
sealed class MatchTables(IndicatorLadder ladder, IndicatorWatch table, PatternWatch patterns)
{
    static readonly Guid Space = new("5e0c2f0b-96c1-4a0a-8b0c-3f2d7a1c9e44");

    readonly ConcurrentDictionary<string, Named> _byId = new(StringComparer.Ordinal);
    int _moved = 1;

    /// <summary>The ladder has moved.</summary>
    public void Mark() => Interlocked.Exchange(ref _moved, 1);

    /// <summary>The id that findings about a thing carry.</summary>
    public static string IdOf(Named named) => "indicator--" + StixIds.Uuid5(Space, $"{named.Kind}\n{named.Value}");

    /// <summary>What a finding is about; null when it does not come from here.</summary>
    public Named? Of(string rule) => _byId.GetValueOrDefault(rule);

    /// <summary>How often each thing was seen since the tables were made last.</summary>
    public IReadOnlyList<(string Id, long Hits)> Hits() => [.. table.Table.Entries.Where(e => e.Hits > 0).Select(e => (e.Id, e.Hits))];

    /// <summary>Makes the tables anew when the ladder has moved.</summary>
    /// <param name="before">Called before the old table goes, for its counts.</param>
    /// <returns>What is matched now and was not before.</returns>
    public IReadOnlyList<Named> Refresh(Action before)
    {
        if (Interlocked.Exchange(ref _moved, 0) == 0) return [];
        var known = new HashSet<string>(_byId.Keys, StringComparer.Ordinal);
        var (entries, values, watched, fresh) = (new List<IndicatorEntry>(), new List<IndicatorValue>(), new List<WatchedPattern>(), new List<Named>());
        foreach (var standing in ladder.All())
        {
            if (standing.Rung < Rung.Detect) continue;
            var id = IdOf(standing.Named);
            _byId[id] = standing.Named;
            if (!known.Remove(id)) fresh.Add(standing.Named);
            var level = standing.Rung == Rung.Block ? Level.High : Level.Medium;
            if (standing.Named.Kind == NamedKind.Pattern)
            {
                watched.Add(new WatchedPattern(StixPattern.Parse(standing.Named.Value), WatchedPattern.RuleOf(id, "A pattern of threat intelligence fits", level, ["intelligence"], Why(standing))));
                continue;
            }

            entries.Add(new IndicatorEntry(id, Title(standing.Named), level, ["intelligence"], Why(standing)));
            values.Add(new IndicatorValue(KindOf(standing.Named.Kind), standing.Named.Value, entries.Count - 1));
        }

        before();
        table.Replace(IndicatorTable.Build(entries, values));
        patterns.Replace(watched);
        foreach (var gone in known) _byId.TryRemove(gone, out _);
        return fresh;
    }

    static string Title(Named named) => named.Kind switch
    {
        NamedKind.Address or NamedKind.Network => "Traffic with an address that is known for attacks",
        NamedKind.Domain => "A domain that is known for attacks",
        NamedKind.Url => "A web address that is known for attacks",
        NamedKind.Hash => "A file that is known as malware",
        _ => "A mail address that is known for attacks",
    };

    static string Why(Standing standing) => $"Threat intelligence names {standing.Named.Value}. {string.Join("; ", standing.Reasons)}.";

    static IndicatorKind KindOf(NamedKind kind) => kind switch
    {
        NamedKind.Address or NamedKind.Network => IndicatorKind.Address,
        NamedKind.Domain => IndicatorKind.DomainAndBelow,
        NamedKind.Url => IndicatorKind.Url,
        NamedKind.Hash => IndicatorKind.Hash,
        _ => IndicatorKind.Mail,
    };
}
