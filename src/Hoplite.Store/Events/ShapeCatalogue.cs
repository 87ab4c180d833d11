namespace Hoplite.Store.Events;

/// <summary>
/// Numbers the ways in which columns were filled from fields of sources, so that a field stored only in a column is still found under
/// the name its source gave it. Safe to use from several threads.
/// </summary>
public sealed class ShapeCatalogue
{
    readonly Lock _gate = new();
    readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    readonly List<IReadOnlyList<FilledColumn>> _shapes = [];
    readonly Dictionary<string, List<(int Shape, string Column)>> _byField = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How many shapes there are; they are numbered from 0.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _shapes.Count;
        }
    }

    /// <summary>The columns of a shape and the fields they were filled from.</summary>
    public IReadOnlyList<FilledColumn> this[int shape]
    {
        get
        {
            lock (_gate) return _shapes[shape];
        }
    }

    /// <summary>The number of a shape; the same one for equal shapes.</summary>
    /// <param name="columns">In the order of the table.</param>
    public int Number(IReadOnlyList<FilledColumn> columns)
    {
        var key = string.Join('\n', columns.Select(c => $"{c.Column}\t{c.Field}"));
        lock (_gate)
        {
            if (_numbers.TryGetValue(key, out var number)) return number;
            number = _shapes.Count;
            _shapes.Add([.. columns]);
            _numbers[key] = number;
            foreach (var (column, field) in columns)
            {
                if (!_byField.TryGetValue(field, out var places)) _byField[field] = places = [];
                places.Add((number, column));
            }

            return number;
        }
    }

    /// <summary>In which shapes a field of a source stands in a column, and in which one; its name in any case of letters.</summary>
    public IReadOnlyList<(int Shape, string Column)> Places(string field)
    {
        lock (_gate) return _byField.TryGetValue(field, out var places) ? [.. places] : [];
    }

    /// <summary>All names of fields that stand in columns, for completion.</summary>
    public IReadOnlyList<string> Fields
    {
        get
        {
            lock (_gate) return [.. _byField.Keys.Order(StringComparer.OrdinalIgnoreCase)];
        }
    }
}

/// <summary>A column and the field of the source that its value was taken from, unchanged.</summary>
/// <param name="Column">The column.</param>
/// <param name="Field">The field, under the name of the source.</param>
public readonly record struct FilledColumn(string Column, string Field);
