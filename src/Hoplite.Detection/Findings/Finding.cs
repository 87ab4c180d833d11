using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;

namespace Hoplite.Detection;

/// <summary>A rule matched an event, or a correlation matched several.</summary>
/// <param name="Id">UUIDv7 of the event's time; the same evidence and rule give the same id again.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Event">The event; for a correlation the last one that counted.</param>
/// <param name="Matched">Which fields made the rule match.</param>
/// <param name="Correlation">What a correlation counted; null for a single event.</param>
public sealed record Finding(
    Guid Id, RuleInfo Rule, EventRecord Event, IReadOnlyList<MatchedField> Matched, CorrelationEvidence? Correlation = null)
{
    /// <summary>When it happened, UTC; null when the source does not say.</summary>
    public DateTimeOffset? Time => Event.Time;

    /// <summary>All events it rests on.</summary>
    public IEnumerable<EventRecord> Events => Correlation is null ? [Event] : Correlation.Events;
}

/// <summary>What a correlation counted.</summary>
/// <param name="First">Time of the first event that counted.</param>
/// <param name="Last">Time of the last.</param>
/// <param name="Group">The fields and values the events have in common.</param>
/// <param name="Value">The count, sum or other figure that met the condition.</param>
/// <param name="Events">The first of the events; there may be more.</param>
public sealed record CorrelationEvidence(
    DateTimeOffset? First, DateTimeOffset? Last, IReadOnlyList<MatchedField> Group, double Value, IReadOnlyList<EventRecord> Events);
