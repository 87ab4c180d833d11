using System.Text;
using Hoplite.Telemetry;

namespace Hoplite.Detection.Tests.Matching;

/// <summary>Batches made by hand.</summary>
static class Batches
{
    /// <summary>A batch with one event.</summary>
    public static EventBatch Of(LogSource source, IEnumerable<KeyValuePair<string, string?>> fields, string rawText = "")
    {
        var batch = new EventBatch();
        batch.Reset(EvidenceSource.None);
        var raw = Encoding.UTF8.GetBytes(rawText);
        var offset = batch.Append(raw);
        foreach (var (name, value) in fields)
        {
            if (value is null) batch.Add(FieldTable.Intern(name), FieldKind.Null, 0, 0);
            else batch.Add(FieldTable.Intern(name), Encoding.UTF8.GetBytes(value));
        }

        batch.End(0, LogSourceTable.Intern(source), 0, -1, offset, raw.Length);
        return batch;
    }
}
