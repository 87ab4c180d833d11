using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Ocsf;

namespace Hoplite.Store.Events;

/// <summary>Where and when the events of a batch arrived.</summary>
/// <param name="Source">The enrolled source, or the file.</param>
/// <param name="Position">Where the delivery lies in the spool; -1 for the position that each event has in its file.</param>
/// <param name="Received">When it arrived, UTC.</param>
public readonly record struct Arrival(string Source, long Position, DateTimeOffset Received);

/// <summary>Turns events into rows: columns by OCSF, and every other field under its own name.</summary>
sealed class EventRows(ShapeCatalogue shapes)
{
    static readonly string[] Paths = [.. EventColumns.All.Skip(FirstMapped).Take(EventColumns.All.Count - FirstMapped - 2).Select(c => c.Path!)];
    static readonly int MessagePlace = Array.IndexOf(Paths, "message");
    static readonly int[] MessageNames = [FieldTable.Intern("message"), FieldTable.Intern("Message"), FieldTable.Intern("msg"), FieldTable.Intern("MESSAGE")];
    static readonly bool[] IsInteger = [.. EventColumns.All.Select(c => c.Type == ColumnType.Integer)];

    // The columns before these are filled from the arrival and the header, the two behind them are shape and fields.
    const int FirstMapped = 11;

    readonly OcsfProjection _projection = new(Paths);
    readonly int[] _places = new int[Paths.Length];
    readonly Dictionary<string, byte[]> _texts = new(StringComparer.Ordinal);
    readonly Dictionary<int, byte[]> _names = [];
    readonly Dictionary<ShapeKey, int> _shapeOf = [];
    readonly Dictionary<int, int> _occurrences = [];
    bool[] _inColumn = new bool[64];

    /// <summary>Writes one event as a row.</summary>
    public void Write(EventChunk chunk, EventBatch batch, int index, in Arrival arrival, long ordinal)
    {
        var header = batch[index];
        var source = LogSourceTable.Get(header.Source);
        chunk.BeginRow();
        chunk.Set(0, Microseconds(header.Time > 0 ? header.Time : arrival.Received.UtcTicks));
        chunk.Set(1, Microseconds(arrival.Received.UtcTicks));
        chunk.Set(2, arrival.Position < 0 ? header.Position : arrival.Position);
        chunk.Set(3, ordinal);
        chunk.Set(4, Text(arrival.Source));
        if (source.Product is { } product) chunk.Set(5, Text(product));
        if (source.Category is { } category) chunk.Set(6, Text(category));
        if (source.Service is { } service) chunk.Set(7, Text(service));
        _projection.Project(batch, index, _places);
        if (_places[MessagePlace] < 0) _places[MessagePlace] = TextOf(batch.Fields(index));
        chunk.Set(8, Text(_projection.ClassName));
        chunk.Set(9, _projection.ActivityId);
        if (_projection.StatusId >= 0) chunk.Set(10, _projection.StatusId);
        WriteFields(chunk, batch, index);
        chunk.EndRow();
    }

    // The text of the source is what a person searches for first, whether or not the mapping of its class has a place for it.
    static int TextOf(ReadOnlySpan<Field> fields)
    {
        for (var i = 0; i < fields.Length; i++)
            if (fields[i].Kind != FieldKind.Null && MessageNames.Contains(fields[i].Name)) return i;
        return -1;
    }

    void WriteFields(EventChunk chunk, EventBatch batch, int index)
    {
        var fields = batch.Fields(index);
        if (_inColumn.Length < fields.Length) _inColumn = new bool[fields.Length * 2];
        _inColumn.AsSpan(0, fields.Length).Clear();
        var shape = default(ShapeKey);
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] is not (>= 0 and var place)) continue;
            var column = FirstMapped + i;
            var text = batch.Text(ref fields[place]);
            if (IsInteger[column])
            {
                if (!TryInteger(text, out var number, out var exact)) continue;
                chunk.Set(column, number);
                if (!exact) continue;
            }
            else chunk.Set(column, text);

            // One field may stand in two columns; the first holds it.
            if (_inColumn[place]) continue;
            _inColumn[place] = true;
            shape = shape.With(i, fields[place].Name);
        }

        chunk.Set(EventColumns.All.Count - 2, ShapeOf(shape, batch, index));
        _occurrences.Clear();
        for (var i = 0; i < fields.Length; i++)
        {
            if (_inColumn[i]) continue;
            var occurrence = ++CollectionsMarshal.GetValueRefOrAddDefault(_occurrences, fields[i].Name, out _);
            var name = occurrence == 1 ? Name(fields[i].Name) : Encoding.UTF8.GetBytes($"{FieldTable.Name(fields[i].Name)}#{occurrence}");
            chunk.AddField(name, fields[i].Kind == FieldKind.Null ? [] : batch.Text(ref fields[i]), fields[i].Kind == FieldKind.Null);
        }
    }

    int ShapeOf(ShapeKey key, EventBatch batch, int index)
    {
        if (_shapeOf.TryGetValue(key, out var number)) return number;
        var fields = batch.Fields(index);
        var filled = new List<FilledColumn>();
        var taken = new HashSet<int>();
        for (var i = 0; i < _places.Length; i++)
        {
            if (_places[i] is not (>= 0 and var place) || !_inColumn[place]) continue;
            if (IsInteger[FirstMapped + i] && !(TryInteger(batch.Text(ref fields[place]), out _, out var exact) && exact)) continue;
            if (!taken.Add(place)) continue;
            filled.Add(new FilledColumn(EventColumns.All[FirstMapped + i].Name, FieldTable.Name(fields[place].Name)));
        }

        return _shapeOf[key] = shapes.Number(filled);
    }

    static bool TryInteger(ReadOnlySpan<byte> text, out long number, out bool exact)
    {
        exact = Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && (text[0] != (byte)'+') && (text.Length == 1 || text[0] != (byte)'0') && !text.StartsWith("-0"u8);
        if (exact) return true;
        if (text.Length > 2 && text[0] == (byte)'0' && (text[1] | 0x20) == (byte)'x' && Utf8Parser.TryParse(text[2..], out number, out used, 'X') && used == text.Length - 2) return true;
        return Utf8Parser.TryParse(text, out number, out used) && used == text.Length;
    }

    byte[] Text(string text)
    {
        if (_texts.TryGetValue(text, out var bytes)) return bytes;
        if (_texts.Count > 10_000) _texts.Clear();
        return _texts[text] = Encoding.UTF8.GetBytes(text);
    }

    byte[] Name(int field)
    {
        if (_names.TryGetValue(field, out var bytes)) return bytes;
        return _names[field] = Encoding.UTF8.GetBytes(FieldTable.Name(field));
    }

    static long Microseconds(long ticks) => (ticks - DateTime.UnixEpoch.Ticks) / 10;

    // Two 64-bit mixes of (column, field) pairs: a shape is recognised without building its list.
    readonly record struct ShapeKey(ulong High, ulong Low)
    {
        public ShapeKey With(int column, int field)
        {
            var pair = ((ulong)column << 32) | (uint)field;
            return new ShapeKey(Mix(High ^ pair, 0x9E3779B97F4A7C15), Mix(Low + pair, 0xC2B2AE3D27D4EB4F));
        }

        static ulong Mix(ulong value, ulong factor)
        {
            var high = Math.BigMul(value ^ factor, factor | 1, out var low);
            return high ^ low;
        }
    }
}
