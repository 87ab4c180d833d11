using Hoplite.Detection;
using Hoplite.Detection.Alerts;

namespace Hoplite.Incidents.Grouping;

/// <summary>Makes findings of the alerts in a group.</summary>
static class AlertFindings
{
    /// <summary>The findings in order of time.</summary>
    public static IReadOnlyList<Finding> Of(AlertBook book, AlertGroup group) => [.. group.Alerts.OrderBy(a => a.First).ThenBy(a => a.Number).Select(a => Of(book, a))];

    static Finding Of(AlertBook book, FoldedAlerts alerts)
    {
        ref readonly var alert = ref book[alerts.Number];
        var rule = book.Kinds[alert.Kind];
        var (_, place) = book.Places[alert.Place];
        var record = book.Event(alert);
        if (record.Fields.Count == 0 && place.Length > 0) record = record with { Fields = [new("host", place)] };
        MatchedField[] matched = place.Length > 0 ? [new("host", place)] : [];
        var count = alerts.Count == 1 ? null : new CorrelationEvidence(At(alerts.First), At(alerts.Last), matched, alerts.Count, [record]);
        return new Finding(FindingId.Of($"{rule.Id}\n{alerts.Count}", record), rule, record, matched, count);
    }

    static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
