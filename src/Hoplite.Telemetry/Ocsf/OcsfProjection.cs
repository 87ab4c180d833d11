using System.Runtime.CompilerServices;
using System.Text;

namespace Hoplite.Telemetry.Ocsf;

/// <summary>
/// The fast form of <see cref="OcsfView"/> for a fixed list of paths: says of an event in a batch which of its fields stands at each
/// path, and allocates nothing. One instance serves one thread.
/// </summary>
/// <param name="paths">The paths; their places are the places of the answer.</param>
public sealed class OcsfProjection(IReadOnlyList<string> paths)
{
    readonly List<FilePlan?[]> _plans = [];
    FilePlan? _others;

    /// <summary>The class of the event asked about last.</summary>
    public string ClassName { get; private set; } = "";

    /// <summary>Its activity; 0 when not known.</summary>
    public int ActivityId { get; private set; }

    /// <summary>1 for success, 2 for failure; -1 when the source does not say.</summary>
    public int StatusId { get; private set; }

    /// <summary>Finds the fields of an event.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The event in it.</param>
    /// <param name="fields">Takes, for each path, the place of the field among those of the event, or -1.</param>
    public void Project(EventBatch batch, int index, Span<int> fields)
    {
        var entry = Find(batch, index);
        ClassName = entry.Class;
        ActivityId = entry.Activity.Of(batch, index) ?? 0;
        StatusId = entry.Status?.Of(batch, index) ?? -1;
        for (var path = 0; path < fields.Length; path++)
        {
            fields[path] = -1;
            foreach (var name in entry.Names[path])
                if (Place(batch, index, name) is >= 0 and var place)
                {
                    fields[path] = place;
                    break;
                }
        }
    }

    EntryPlan Find(EventBatch batch, int index)
    {
        var source = batch[index].Source;
        while (_plans.Count <= source) _plans.Add([]);
        if (_plans[source].Length == 0) _plans[source] = Compile(LogSourceTable.Get(source));
        foreach (var file in _plans[source])
        {
            if (!Holds(file!.When, batch, index)) continue;
            foreach (var entry in file.Entries)
                if (Holds(entry.When, batch, index)) return entry;
        }

        return _others!.Entries[0];
    }

    FilePlan[] Compile(LogSource source)
    {
        _others ??= new FilePlan(OcsfMapping.LastResort, source, paths);
        return [.. OcsfMapping.All.Where(f => f.IsFor(source)).Select(f => new FilePlan(f, source, paths)), _others];
    }

    static bool Holds((int Name, byte[][] Values)[] conditions, EventBatch batch, int index)
    {
        foreach (var (name, values) in conditions)
        {
            var place = Place(batch, index, name);
            if (place < 0) return false;
            if (values.Length == 0) continue;
            var text = batch.Text(ref batch.Fields(index)[place]);
            var found = false;
            foreach (var value in values)
                if (Ascii.EqualsIgnoreCase(text, value)) found = true;
            if (!found) return false;
        }

        return true;
    }

    // The first field of the name that has a value.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static int Place(EventBatch batch, int index, int name)
    {
        var all = batch.Fields(index);
        for (var i = 0; i < all.Length; i++)
            if (FieldTable.Canonical(all[i].Name) == name && all[i].Kind != FieldKind.Null && batch.Text(ref all[i]).Length > 0) return i;
        return -1;
    }

    sealed class FilePlan(OcsfMapping file, LogSource source, IReadOnlyList<string> paths)
    {
        public (int, byte[][])[] When { get; } = OcsfMapping.Compile(file.When);

        public EntryPlan[] Entries { get; } = [.. file.Entries.Where(e => e.IsFor(source)).Select(e => new EntryPlan(file, e, paths))];
    }

    sealed class EntryPlan(OcsfMapping file, OcsfMapping.Entry entry, IReadOnlyList<string> paths)
    {
        public string Class { get; } = entry.Class;

        public ChoicePlan Activity { get; } = new(entry.Activity);

        public ChoicePlan? Status { get; } = entry.Status is { } status ? new ChoicePlan(status) : null;

        public (int, byte[][])[] When { get; } = OcsfMapping.Compile(entry.When);

        public int[][] Names { get; } = [.. paths.Select(p => entry.Map.Concat(file.Map.Where(m => !entry.Leave.Contains(m.Path)))
            .Where(m => m.Path == p).SelectMany(m => m.Names).Select(FieldTable.Intern).ToArray())];
    }

    sealed class ChoicePlan(OcsfMapping.Choice choice)
    {
        readonly int[] _fields = [.. choice.Fields.Select(FieldTable.Intern)];
        readonly (byte[] Value, int Number)[] _values = [.. choice.Values.Select(v => (Encoding.UTF8.GetBytes(v.Key), v.Value))];

        public int? Of(EventBatch batch, int index)
        {
            if (choice.Fixed is not null) return choice.Fixed;
            foreach (var name in _fields)
            {
                var place = Place(batch, index, name);
                if (place < 0) continue;
                var text = batch.Text(ref batch.Fields(index)[place]);
                foreach (var (value, number) in _values)
                    if (Ascii.EqualsIgnoreCase(text, value)) return number;
                return choice.Other;
            }

            return null;
        }
    }
}
