using Hoplite.Store.Events;
using Hoplite.Telemetry;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>Finds the fields of sources: in the column that holds their value, or in the map.</summary>
/// <param name="shapes">Which columns hold which fields.</param>
/// <param name="known">The names of fields that were seen.</param>
sealed class FieldAccess(ShapeCatalogue shapes, KnownFields known)
{
    /// <summary>The text of a field, whatever form its name has in the events.</summary>
    /// <param name="name">As the query writes it.</param>
    /// <param name="column">What a column of events is called where the field is wanted.</param>
    /// <param name="warning">What the user should know about it, or null.</param>
    public string Sql(string name, Func<string, string> column, out string? warning)
    {
        warning = null;
        var names = known.Forms(name);
        if (names.Count == 0)
        {
            warning = $"no event has a field {name}" + (known.Nearest(name) is { } near ? $"; did you mean {near}?" : "");
            names = [name];
        }

        var branches = new List<string>();
        foreach (var form in names)
        {
            foreach (var place in shapes.Places(form).GroupBy(p => p.Column, StringComparer.Ordinal))
            {
                var value = column(place.Key);
                if (EventColumns.Find(place.Key)!.Type != ColumnType.Text) value = $"CAST({value} AS VARCHAR)";
                branches.Add($"WHEN {column("shape")} IN ({string.Join(", ", place.Select(p => p.Shape))}) THEN {value}");
            }
        }

        var map = names.Select(n => $"{column("fields")}[{SqlText.Literal(n)}]").ToList();
        var inMap = map.Count == 1 ? map[0] : $"coalesce({string.Join(", ", map)})";
        return branches.Count == 0 ? inMap : $"(CASE {string.Join(' ', branches)} ELSE {inMap} END)";
    }

    /// <summary>The fields that were seen.</summary>
    public KnownFields Known => known;

    /// <summary>The name under which rules know a field.</summary>
    internal static string Canonical(string name) => FieldTable.Canonical(name);
}
