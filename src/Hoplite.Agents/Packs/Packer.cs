using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Detection;
using Hoplite.Guard.Endorsing;
using Hoplite.Guard.Labels;
using Hoplite.Guard.Text;
using Hoplite.Incidents;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Agents.Packs;

/// <summary>Makes context packs. The same incident and budget give the same pack.</summary>
/// <param name="trust">The labels of fields.</param>
/// <param name="origin">Tells who saw an event.</param>
public sealed class Packer(FieldTrust trust, Func<EventRecord, SensorOrigin> origin)
{
    const int MostTexts = 16;
    const int ShortestText = 12;

    // Lines are told of in as much detail as leaves a pack a twentieth of its events; below so many tokens nobody has to save.
    const int Shrinking = 20;
    const long Enough = 200;

    // Quotes, colon and comma of a member.
    const int Quoting = 6;

    // From rich to bare: how many fields a line tells of, and how many values of each.
    static readonly (int Fields, int Top)[] Details = [(4, 2), (3, 1), (2, 1), (1, 1), (0, 0)];

    /// <summary>Packs an incident.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="budget">How many tokens the facts may have; at least 64.</param>
    public ContextPack Pack(Incident incident, long budget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budget, 64);
        var groups = Groups(incident);
        var goal = Math.Min(budget, Math.Max(Enough, RawTokens(groups) / Shrinking));
        var facts = Details.Select(d => Write(groups, groups.Count, d)).FirstOrDefault(f => ContextPack.CountTokens(f) <= goal);
        var shown = groups.Count;
        if (facts is null) (facts, shown) = Fill(groups, budget);
        var rest = groups.Skip(shown).ToArray();
        var label = Label.Join(groups.Take(shown).Select(g => g.Label).Append(new Label(Integrity.Platform, Confidentiality.Internal, Provenance.Of(groups.Take(shown).Select(g => g.Events.Keys.Min(StringComparer.Ordinal)!)))));
        return new ContextPack(new Labeled<JsonObject>(facts, label), [.. groups.Take(shown).Select(g => g.Line)], Remainder(rest), [.. groups.Take(shown).SelectMany(Texts).DistinctBy(t => t.Text).Take(MostTexts)]);
    }

    // The most telling come first: the more severe, then the earlier, then the rarer.
    List<PackGroup> Groups(Incident incident)
    {
        var groups = new Dictionary<(string, LogSource, string?), PackGroup>();
        foreach (var finding in incident.Findings)
            foreach (var record in finding.Events)
            {
                var channel = origin(record).Trust;
                var key = (finding.Rule.Id, record.LogSource, HostOf(record, channel));
                if (!groups.TryGetValue(key, out var group)) groups[key] = group = new PackGroup(finding.Rule, record.LogSource, key.Item3);
                group.Add(finding, record, trust, channel);
            }

        return [.. groups.Values.OrderByDescending(g => g.Rule.Level).ThenBy(g => g.First ?? DateTimeOffset.MaxValue).ThenBy(g => g.Events.Count).ThenBy(g => g.Key, StringComparer.Ordinal)];
    }

    /// <summary>The machine of an event, when a field that no outsider chooses names it.</summary>
    internal string? HostOf(EventRecord record, Integrity channel)
    {
        foreach (var mention in EntityExtractor.Entities(record))
            if (mention is { Role: "place", Entity.Kind: EntityKind.Host } && trust.Of(record, mention.Field, channel).Integrity >= Integrity.Sensor && TargetOf.Entity(mention.Entity) is { } host) return host.Text;
        return null;
    }

    static (JsonObject, int) Fill(List<PackGroup> groups, long budget)
    {
        var (fits, tooMany) = (0, groups.Count + 1);
        while (tooMany - fits > 1)
        {
            var middle = (fits + tooMany) / 2;
            if (ContextPack.CountTokens(Write(groups, middle, Details[^1])) <= budget) fits = middle;
            else tooMany = middle;
        }

        return (Write(groups, fits, Details[^1]), fits);
    }

    static JsonObject Write(List<PackGroup> groups, int shown, (int Fields, int Top) detail)
    {
        var (names, rules, from) = (new PackNames(), RuleHandles.Of(groups.Select(g => g.Rule.Id)), groups.Take(shown).Min(g => g.First));
        var rows = groups.Take(shown).Select(g => (JsonNode)g.Write(rules[g.Rule.Id], from, detail, names)).ToArray();
        var facts = new JsonObject();
        if (from is { } start) facts["start"] = start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        names.WriteTo(facts);
        if (shown > 0) facts["columns"] = PackGroup.Columns;
        facts["lines"] = new JsonArray(rows);
        if (shown == groups.Count) return facts;
        var left = Remainder(groups.Skip(shown));
        facts["left_out"] = new JsonObject { ["lines"] = left.Lines, ["findings"] = left.Findings, ["events"] = left.Events };
        return facts;
    }

    // What a model would be given without packs: each event once, as JSON with all its fields.
    static long RawTokens(List<PackGroup> groups) =>
        groups.SelectMany(g => g.Events).DistinctBy(e => e.Key).Sum(e => e.Value.Fields.Sum(f => (long)f.Key.Length + (f.Value?.Length ?? 0) + Quoting) / 3);

    static PackRemainder Remainder(IEnumerable<PackGroup> rest) => rest.Aggregate(new PackRemainder(0, 0, 0), (sum, g) => new PackRemainder(sum.Lines + 1, sum.Findings + g.Findings, sum.Events + g.Events.Count));

    IEnumerable<PackText> Texts(PackGroup group)
    {
        var (id, record) = group.Events.MinBy(e => e.Key, StringComparer.Ordinal);
        return record.Fields.Where(f => f.Value is { Length: >= ShortestText }).Select(f => (f.Value, Label: trust.Of(record, f.Key, origin(record).Trust)))
            .Where(f => f.Label.Integrity == Integrity.FreeText).OrderByDescending(f => f.Value!.Length).Take(1).Select(f => new PackText(id, new UntrustedText(f.Value!), f.Label));
    }
}
