using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Tests.Intelligence.Patterning;

/// <summary>Events made for a test.</summary>
static class LiveEvents
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static EventBatch Batch(params (int Second, (string Name, string Value)[] Fields)[] events)
    {
        var batch = new EventBatch();
        batch.Reset(EvidenceSource.None);
        foreach (var ((second, fields), i) in events.Select((e, i) => (e, i)))
        {
            foreach (var (name, value) in fields) batch.Add(FieldTable.Intern(name), Encoding.UTF8.GetBytes(value));
            batch.End(Noon.AddSeconds(second).UtcTicks, LogSourceTable.Intern(LogSource.Unknown), i, i, 0, 0);
        }

        return batch;
    }
}
