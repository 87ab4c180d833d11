using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
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
        return new Finding(Id(rule.Id, record, alerts), rule, record, matched, count);
    }

    static Guid Id(string rule, Telemetry.EventRecord record, FoldedAlerts alerts)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{rule}\n{record.Source.Path}\n{record.Position}\n{alerts.Count}"), hash);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, At(alerts.First).ToUnixTimeMilliseconds());
        time[2..].CopyTo(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x70);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
