using System.Text;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Detection.Indicators;

/// <summary>Looks up the fields of the events of one thread.</summary>
sealed class IndicatorWatcher(IndicatorWatch watch) : IEventWatcher
{
    const int MostPerEvent = 16;

    readonly List<int> _seen = [];

    public void Look(EventBatch batch, int index, ICollection<Finding> found)
    {
        var table = watch.Table;
        if (table.Count == 0) return;
        _seen.Clear();
        foreach (ref var field in batch.Fields(index))
        {
            var kind = ObservableFields.Of(field.Name);
            if (kind == ObservableKind.None || !IsLookedUp(kind)) continue;
            var text = batch.Text(ref field);
            if (text.IsEmpty) continue;
            switch (kind)
            {
                case ObservableKind.Hash:
                    while (FieldParts.NextHash(ref text, out _, out var hash)) Find(table, IndicatorKind.Hash, hash, field.Name, batch, index, found);
                    break;
                case ObservableKind.Url:
                    Find(table, IndicatorKind.Url, text, field.Name, batch, index, found);
                    FindHost(table, FieldParts.Host(text), field.Name, batch, index, found);
                    break;
                case ObservableKind.Domain:
                    FindHost(table, text, field.Name, batch, index, found);
                    break;
                case ObservableKind.MailFrom or ObservableKind.MailTo:
                    foreach (var part in text.Split((byte)',')) Find(table, IndicatorKind.Mail, FieldParts.Mail(text[part]), field.Name, batch, index, found);
                    break;
                default:
                    Find(table, IndicatorKind.Address, text, field.Name, batch, index, found);
                    break;
            }
        }
    }

    static bool IsLookedUp(ObservableKind kind) => kind is ObservableKind.SourceAddress or ObservableKind.DestinationAddress or ObservableKind.Address
        or ObservableKind.Domain or ObservableKind.Url or ObservableKind.Hash or ObservableKind.MailFrom or ObservableKind.MailTo;

    // What stands where a name is expected may be an address.
    void FindHost(IndicatorTable table, ReadOnlySpan<byte> text, int field, EventBatch batch, int index, ICollection<Finding> found)
    {
        if (text.IsEmpty) return;
        Find(table, IndicatorKind.Domain, text, field, batch, index, found);
        if (char.IsAsciiDigit((char)text[^1]) || text.Contains((byte)':')) Find(table, IndicatorKind.Address, text, field, batch, index, found);
    }

    void Find(IndicatorTable table, IndicatorKind kind, ReadOnlySpan<byte> text, int field, EventBatch batch, int index, ICollection<Finding> found)
    {
        var number = table.Find(kind, text);
        if (number < 0 || _seen.Contains(number) || _seen.Count >= MostPerEvent) return;
        var entry = table.Entries[number];
        if (entry.Expires <= watch.Time.GetUtcNow().UtcTicks) return;
        _seen.Add(number);
        entry.Hit();
        var matched = new MatchedField(FieldTable.Name(field), Encoding.UTF8.GetString(text));
        var record = EventRecord.Take(batch, index);
        found.Add(new Finding(FindingId.Of(entry.Id, record), entry.Rule, record, [matched]));
    }
}
