using Hoplite.Detection;

namespace Hoplite.Incidents.Grouping;

/// <summary>Folds findings of one rule that show the same thing on the same host into one line.</summary>
static class Timeline
{
    const int LongestDetail = 400;

    // As many different details of one rule on one host are shown line by line.
    const int MostAlike = 4;

    // The first of these that an event has says most about it.
    static readonly string[] Telling =
    [
        "CommandLine", "ProcessCommandLine", "proctitle", "command", "ScriptBlockText", "TargetFilename", "TargetObject", "ImageLoaded", "ServiceName", "PipeName",
        "QueryName", "query", "DestinationHostname", "DestinationIp", "cs-uri", "cs-uri-stem", "cs-uri-query", "alert.signature", "eventName", "operationName", "eventType", "TaskName", "message", "Image", "TargetUserName",
    ];

    /// <summary>The lines in order of time.</summary>
    public static IReadOnlyList<TimelineEntry> Of(IReadOnlyList<FindingFacts> facts) =>
    [
        .. facts.Select((f, i) => (Fact: f, Detail: Detail(f.Finding), Place: i))
            .GroupBy(p => (p.Fact.Finding.Rule.Id, p.Fact.Host))
            .SelectMany(rule => Fold([.. rule.GroupBy(p => p.Detail).Select(g => (g.First().Place, Entry: new TimelineEntry(g.First().Fact.Finding, g.Count(), g.Last().Fact.Finding.Time, rule.Key.Host, g.Key)))]))
            .OrderBy(e => e.Place).Select(e => e.Entry),
    ];

    // A scanner asks for a thousand pages: the first tells what the others are like.
    static (int Place, TimelineEntry Entry)[] Fold((int Place, TimelineEntry Entry)[] entries)
    {
        if (entries.Length <= MostAlike) return entries;
        var (place, first) = entries[0];
        return [(place, first with { Count = entries.Sum(e => e.Entry.Count), Last = entries.Max(e => e.Entry.Last), Detail = $"{Cut(first.Detail, LongestDetail - 40)} and {entries.Length - 1} others" })];
    }

    /// <summary>What can be seen of a finding in one line.</summary>
    public static string Detail(Finding finding)
    {
        if (finding.Correlation is { } correlation)
        {
            var group = string.Join(", ", correlation.Group.Select(g => $"{g.Name} {g.Value}"));
            var span = correlation.Last - correlation.First;
            return Cut($"{correlation.Value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)} within {Plain.Span(span ?? default)}{(group.Length > 0 ? " for " + group : "")}");
        }

        foreach (var name in Telling)
            foreach (var (field, value) in finding.Event.Fields)
                if (!string.IsNullOrWhiteSpace(value) && Telemetry.FieldTable.Canonical(field) == name) return Cut(value);
        return finding.Matched.Count > 0 ? Cut(string.Join(", ", finding.Matched.Take(3).Select(m => $"{m.Name}: {m.Value}"))) : "";
    }

    static string Cut(string text, int longest = LongestDetail) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
}
