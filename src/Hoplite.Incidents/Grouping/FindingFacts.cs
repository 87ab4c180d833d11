using Hoplite.Detection;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Grouping;

/// <summary>What grouping and triage need to know about a finding, read once.</summary>
sealed class FindingFacts
{
    /// <summary>Reads the facts.</summary>
    public FindingFacts(Finding finding)
    {
        Finding = finding;
        Mentions = [.. finding.Events.SelectMany(EntityExtractor.Entities).DistinctBy(m => (m.Entity, m.Role))];
        Links = [.. finding.Events.SelectMany(EntityExtractor.Links).Distinct()];
        Host = Mentions.FirstOrDefault(m => m is { Entity.Kind: EntityKind.Host, Role: "place" })?.Entity.Value;
    }

    /// <summary>The finding.</summary>
    public Finding Finding { get; }

    /// <summary>The entities of its events.</summary>
    public IReadOnlyList<EntityMention> Mentions { get; }

    /// <summary>The links of its events.</summary>
    public IReadOnlyList<EventLink> Links { get; }

    /// <summary>Where it happened, or null.</summary>
    public string? Host { get; }

    /// <summary>Time of the last event, as ticks; 0 when not known.</summary>
    public long Ticks => Finding.Time?.UtcTicks ?? 0;
}
