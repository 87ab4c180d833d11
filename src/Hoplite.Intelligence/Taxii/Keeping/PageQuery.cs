using System.Globalization;
using System.Text;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Turns a filter into SQL. Values never become part of the text, so few texts serve all questions.</summary>
sealed class PageQuery
{
    readonly List<object?> _values = [];
    readonly TaxiiViewer _viewer;
    readonly TaxiiFilter _filter;

    PageQuery(TaxiiViewer viewer, TaxiiFilter filter) => (_viewer, _filter) = (viewer, filter);

    /// <summary>Makes the statement.</summary>
    /// <param name="number">The collection.</param>
    /// <param name="viewer">Who asks.</param>
    /// <param name="filter">Which objects.</param>
    /// <param name="columns">What of them.</param>
    /// <param name="after">The key before the first.</param>
    public static (string Sql, IReadOnlyList<object?> Values) Make(long number, TaxiiViewer viewer, TaxiiFilter filter, string columns, long after)
    {
        var query = new PageQuery(viewer, filter);
        return (query.Write(number, columns, after), query._values);
    }

    string Write(long number, string columns, long after)
    {
        // By id or by one type there is an index in the right order; else the table itself is.
        var index = _filter.Ids.Count > 0 ? "INDEXED BY objects_id" : _filter.Types.Count == 1 ? "INDEXED BY objects_type" : "NOT INDEXED";
        var from = Math.Max(TaxiiSchema.Base(number) + Math.Clamp(_filter.AddedAfter ?? -1, -1, (1L << TaxiiSchema.TimeBits) - 1), after);
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"SELECT {columns} FROM objects a {index} WHERE a.key > {Put(from)} AND a.key < {Put(TaxiiSchema.Base(number + 1))}");
        if (_filter.Ids.Count > 0) sql.Append(CultureInfo.InvariantCulture, $" AND a.id_hash IN ({List(_filter.Ids.Select(i => (object?)TaxiiSchema.Hash(number, i)))}) AND a.id IN ({List(_filter.Ids)})");
        if (_filter.Types.Count > 0) sql.Append(CultureInfo.InvariantCulture, $" AND a.collection = {Put(number)} AND a.type IN ({List(_filter.Types)})");
        sql.Append(Visible("a")).Append(Version("a")).Append(SpecVersion());
        return sql.Append(" ORDER BY a.key").ToString();
    }

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

    // For whom does not see all, the last version may be one that has a later one which is hidden.
    string End(string alias, int flag, string beyond) => _viewer.SeesAll
        ? $"({alias}.ends & {flag}) <> 0"
        : $"(({alias}.ends & {flag}) <> 0 OR NOT EXISTS (SELECT 1 FROM objects {alias}n INDEXED BY objects_id WHERE {Same(alias, alias + "n")} AND {alias}n.version {beyond} {alias}.version{Visible(alias + "n")}))";

    string SpecVersion()
    {
        if (_filter.SpecVersions is { } wanted) return wanted.Count == 0 ? "" : $" AND a.spec_version IN ({List(wanted)})";

        // Of one version there is one STIX version.
        if (_filter.Versions is { All: false, Times.Count: 0 } and not { First: true, Last: true }) return "";
        return $" AND NOT EXISTS (SELECT 1 FROM objects s INDEXED BY objects_id WHERE {Same("a", "s")} AND s.spec_version > a.spec_version{Visible("s")}{Version("s")})";
    }

    static string Same(string one, string other) => $"{other}.id_hash = {one}.id_hash AND {other}.id = {one}.id AND {other}.collection = {one}.collection";

    string List(IEnumerable<object?> values) => string.Join(", ", values.Select(Put));

    string Put(object? value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@{_values.Count - 1}");
    }
}
