using System.Globalization;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Turns a filter into SQL. Values never become part of the text, so few texts serve all questions.</summary>
sealed class PageQuery
{
    readonly List<object?> _values = [];
    readonly TaxiiViewer _viewer;
    readonly TaxiiFilter _filter;
    readonly long _number;
    readonly SqlDialect _dialect;

    PageQuery(SqlDialect dialect, long number, TaxiiViewer viewer, TaxiiFilter filter) => (_dialect, _number, _viewer, _filter) = (dialect, number, viewer, filter);

    /// <summary>Makes the statement.</summary>
    /// <param name="dialect">For which database.</param>
    /// <param name="number">The collection.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="filter">Which objects.</param>
    /// <param name="columns">What of them.</param>
    /// <param name="after">The key before the first.</param>
    /// <param name="most">How many rows are enough; null to be asked for one by one.</param>
    public static (string Sql, IReadOnlyList<object?> Values) Make(SqlDialect dialect, long number, TaxiiViewer viewer, TaxiiFilter filter, string columns, long after, int? most = null)
    {
        var query = new PageQuery(dialect, number, viewer, filter);
        return (query.Write(columns, after, most), query._values);
    }

    string Write(string columns, long after, int? most)
    {
        // By id or by one type there is an index in the right order; else the table itself is.
        var index = _dialect != SqlDialect.Sqlite ? "" : _filter.Ids.Count > 0 ? ById : _filter.Types.Count == 1 ? "INDEXED BY objects_type" : "NOT INDEXED";
        var from = Math.Max(TaxiiSchema.Base(_number) + Math.Clamp(_filter.AddedAfter ?? -1, -1, (1L << TaxiiSchema.TimeBits) - 1), after);
        var sql = new StringBuilder();
        var key = _filter.Ids.Count > 0 ? Bare("a.key") : "a.key";
        sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns} FROM objects a {index} WHERE {key} > {Put(from)} AND {key} < {Put(TaxiiSchema.Base(_number + 1))}");
        if (_filter.Ids.Count > 0) sql.Append(CultureInfo.InvariantCulture, $" AND a.id_hash IN ({List(_filter.Ids.Select(i => (object?)TaxiiSchema.Hash(_number, i)))}) AND a.id IN ({List(_filter.Ids)})");
        if (_filter.Types.Count > 0) sql.Append(CultureInfo.InvariantCulture, $" AND {(_filter.Ids.Count == 0 && _filter.Types.Count == 1 ? "a.collection" : Bare("a.collection"))} = {Put(_number)} AND a.type IN ({List(_filter.Types)})");
        sql.Append(Visible("a")).Append(Version("a")).Append(SpecVersion());
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {key}");
        if (most is { } rows) sql.Append(CultureInfo.InvariantCulture, $" LIMIT {Put((long)rows)}");
        return sql.ToString();
    }

    // PostgreSQL knows no hints. Before it has looked at the table it may take the index of types for an id, and read a whole collection for each; it takes none for a sum.
    string Bare(string column) => _dialect == SqlDialect.Postgres ? $"({column} + 0)" : column;

    // For each row it looks once by the index; otherwise it may gather all rows there are first, to look among them.
    string ForEach => _dialect == SqlDialect.Postgres ? " OFFSET 0" : "";

    string ById => _dialect == SqlDialect.Sqlite ? "INDEXED BY objects_id" : "";

    string Visible(string alias)
    {
        if (_viewer.SeesAll) return "";
        var groups = _viewer.Groups is null ? "" : _viewer.Groups.Count == 0 ? $" AND {alias}.sharing_group IS NULL" : $" AND ({alias}.sharing_group IS NULL OR {alias}.sharing_group IN ({List(_viewer.Groups)}))";
        return $" AND {alias}.tlp <= {Put((int)_viewer.Clearance)}{groups}";
    }

    string Version(string alias)
    {
        var wanted = _filter.Versions;
        if (wanted.All) return "";
        var ways = new List<string>(3);
        if (wanted.Last) ways.Add(End(alias, TaxiiSchema.Last, ">"));
        if (wanted.First) ways.Add(End(alias, TaxiiSchema.First, "<"));
        if (wanted.Times.Count > 0) ways.Add($"{alias}.version IN ({List(wanted.Times.Select(t => (object?)t))})");
        return ways.Count == 0 ? "" : $" AND ({string.Join(" OR ", ways)})";
    }

    // The flag says that nothing at all lies beyond. When something does, it may be what the viewer may not see, or what the rest of the question leaves out:
    // "the latest version" is that of what matches the remainder of the request.
    string End(string alias, int flag, string beyond)
    {
        var other = alias + "n";
        var spec = Others(alias, other);
        return _viewer.SeesAll && _filter.AddedAfter is null && spec.Length == 0
            ? $"({alias}.ends & {flag}) <> 0"
            : $"(({alias}.ends & {flag}) <> 0 OR NOT EXISTS (SELECT 1 FROM objects {other} {ById} WHERE {Same(alias, other)} AND {other}.version {beyond} {alias}.version{spec}{Added(other)}{Visible(other)}{ForEach}))";
    }

    string Others(string alias, string other) =>
        _filter.SpecVersions is { Count: > 0 } wanted ? $" AND {other}.spec_version IN ({List(wanted)})"
        : IsNewestFirst ? $" AND {other}.spec_version = {alias}.spec_version" : "";

    // Nothing is said of either: TAXII 2.1 §3.4.1 asks for the latest of both and not in which order; the reference takes the latest STIX version first.
    bool IsNewestFirst => _filter.SpecVersions is null && _filter.Versions.IsDefault;

    string Added(string alias) => _filter.AddedAfter is { } after ? $" AND {alias}.key > {Put(TaxiiSchema.Base(_number) + Math.Clamp(after, -1, (1L << TaxiiSchema.TimeBits) - 1))}" : "";

    string SpecVersion()
    {
        if (_filter.SpecVersions is { } wanted) return wanted.Count == 0 ? "" : $" AND a.spec_version IN ({List(wanted)})";

        // Of one version there is one STIX version.
        if (!IsNewestFirst && _filter.Versions is { All: false, Times.Count: 0 } and not { First: true, Last: true }) return "";

        // There is nothing newer than 2.1, so most rows need no further look.
        return $" AND (a.spec_version = '{TaxiiSchema.NewestSpec}' OR NOT EXISTS (SELECT 1 FROM objects s {ById} WHERE {Same("a", "s")} AND s.spec_version > a.spec_version{Added("s")}{Visible("s")}{(IsNewestFirst ? "" : Version("s"))}{ForEach}))";
    }

    string Same(string one, string other) => $"{other}.id_hash = {one}.id_hash AND {other}.id = {one}.id AND {Bare(other + ".collection")} = {one}.collection";

    string List(IEnumerable<object?> values) => string.Join(", ", values.Select(Put));

    string Put(object? value)
    {
        // PostgreSQL keeps no text with a NUL in it, so nothing can be equal to one.
        _values.Add(_dialect == SqlDialect.Postgres && value is string text && text.Contains('\0', StringComparison.Ordinal) ? "" : value);
        return _dialect == SqlDialect.Sqlite ? string.Create(CultureInfo.InvariantCulture, $"@{_values.Count - 1}") : string.Create(CultureInfo.InvariantCulture, $"${_values.Count}");
    }
}
