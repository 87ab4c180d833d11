using Hoplite.Detection;

namespace Hoplite.Incidents.Grouping;

/// <summary>Folds findings of one rule that show the same thing on the same host into one line.</summary>
static class Timeline
{
    // As many different details of one rule on one host are shown line by line.
    const int MostAlike = 4;

    /// <summary>The lines in order of time.</summary>
    public static IReadOnlyList<TimelineEntry> Of(IReadOnlyList<FindingFacts> facts) =>
    [
        .. facts.Select((f, i) => (Fact: f, Detail: TellingDetail.Of(f.Finding), Place: i))
            .GroupBy(p => (p.Fact.Finding.Rule.Id, p.Fact.Host))
            .SelectMany(rule => Fold([.. rule.GroupBy(p => p.Detail).Select(g => (g.First().Place, Entry: new TimelineEntry(g.First().Fact.Finding, g.Count(), g.Last().Fact.Finding.Time, rule.Key.Host, g.Key)))]))
            .OrderBy(e => e.Place).Select(e => e.Entry),
    ];

    // A scanner asks for a thousand pages: the first tells what the others are like.
    static (int Place, TimelineEntry Entry)[] Fold((int Place, TimelineEntry Entry)[] entries)
    {
        if (entries.Length <= MostAlike) return entries;
        var (place, first) = entries[0];
        return [(place, first with { Count = entries.Sum(e => e.Entry.Count), Last = entries.Max(e => e.Entry.Last), Detail = $"{TellingDetail.Cut(first.Detail, TellingDetail.Longest - 40)} and {entries.Length - 1} others" })];
    }
}
