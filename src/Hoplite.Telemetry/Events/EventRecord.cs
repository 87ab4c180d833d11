using System.Text;

namespace Hoplite.Telemetry;

/// <summary>One event taken out of its batch to be kept: everything by value.</summary>
/// <param name="Source">The evidence it comes from.</param>
/// <param name="Position">Offset of its first byte there.</param>
/// <param name="RecordId">The number the source gave it; -1 when none.</param>
/// <param name="Time">UTC; null when the source does not say.</param>
/// <param name="LogSource">Its log source.</param>
/// <param name="Fields">Names and values in the order of the source; names may repeat, a value is null when the source says null.</param>
/// <param name="Raw">Its bytes in the source.</param>
public sealed record EventRecord(
    EvidenceSource Source,
    long Position,
    long RecordId,
    DateTimeOffset? Time,
    LogSource LogSource,
    IReadOnlyList<KeyValuePair<string, string?>> Fields,
    ReadOnlyMemory<byte> Raw)
{
    /// <summary>The first value of a field by the name the source gave it; null when absent or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in Fields)
                if (string.Equals(key, name, StringComparison.Ordinal)) return value;
            return null;
        }
    }

    /// <summary>Takes one event out of a batch.</summary>
    public static EventRecord Take(EventBatch batch, int index)
    {
        var header = batch[index];
        var fields = new KeyValuePair<string, string?>[header.FieldCount];
        var at = 0;
        foreach (ref var field in batch.Fields(index))
            fields[at++] = new(FieldTable.Name(field.Name), field.Kind == FieldKind.Null ? null : Encoding.UTF8.GetString(batch.Text(ref field)));
        var time = header.Time > 0 ? new DateTimeOffset(header.Time, TimeSpan.Zero) : (DateTimeOffset?)null;
        return new(batch.Source, header.Position, header.RecordId, time, LogSourceTable.Get(header.Source), fields, batch.Raw(index).ToArray());
    }
}
