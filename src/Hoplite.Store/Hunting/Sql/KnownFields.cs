using System.Globalization;
using DuckDB.NET.Data;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Kql;

namespace Hoplite.Store.Hunting.Sql;

/// <summary>The names of the fields that events of a store have, from a sample of each of its parts.</summary>
sealed class KnownFields
{
    const int Sample = 20_000;

    readonly HashSet<string> _exact = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> _forms = new(StringComparer.OrdinalIgnoreCase);

    KnownFields(IEnumerable<string> names)
    {
        Names = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var name in Names)
        {
            Add(name, name);
            var canonical = FieldAccess.Canonical(name);
            if (!string.Equals(canonical, name, StringComparison.OrdinalIgnoreCase)) Add(canonical, name);
        }
    }

    /// <summary>All names, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Looks at a store.</summary>
    public static KnownFields Of(EventStore store, DuckDBConnection connection)
    {
        var names = new List<string>(store.Shapes.Fields);
        var tables = new List<(string Name, long Rows)>();
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT table_name, estimated_size FROM duckdb_tables() WHERE table_name LIKE 'events\\_%' ESCAPE '\\' ORDER BY table_name DESC LIMIT 10";
            using var reader = command.ExecuteReader();
            while (reader.Read()) tables.Add((SqlText.Identifier(reader.GetString(0)), reader.GetInt64(1)));
        }

        // The newest days are hot and the likeliest to be asked about; a store that is all cold is sampled through its view.
        if (tables.Count == 0) tables.Add((EventColumns.Table, 0));
        foreach (var (table, rows) in tables)
        {
            using var command = connection.CreateCommand();
            var spread = rows <= Sample ? "" : string.Create(CultureInfo.InvariantCulture, $" UNION ALL (SELECT \"fields\" FROM {table} USING SAMPLE system({Math.Min(100, 100.0 * 5 * Sample / rows):0.####} PERCENT))");
            command.CommandText = $"SELECT DISTINCT unnest(map_keys(\"fields\")) FROM ((SELECT \"fields\" FROM {table} LIMIT {Sample}){spread})";
            using var reader = command.ExecuteReader();
            while (reader.Read() && names.Count < 50_000) names.Add(reader.GetString(0));
        }

        return new KnownFields(names);
    }

    /// <summary>The forms in which events write a name: in any case of letters, and inside the containers of shippers.</summary>
    public IReadOnlyList<string> Forms(string name) => _forms.TryGetValue(name, out var forms) ? forms : [];

    /// <summary>Whether events have a field of exactly this name.</summary>
    public bool Has(string name) => _exact.Contains(name);

    /// <summary>The known name that was probably meant.</summary>
    public string? Nearest(string name) => Suggestion.Nearest(name, _forms.Keys.Concat(EventColumns.All.Select(c => c.Name)));

    void Add(string name, string form)
    {
        _exact.Add(name);
        if (!_forms.TryGetValue(name, out var forms)) _forms[name] = forms = [];
        if (!forms.Contains(form, StringComparer.Ordinal)) forms.Add(form);
    }
}
