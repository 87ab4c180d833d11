using System.Globalization;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Sql;

namespace Hoplite.Store.Hunting;

// What the console shows beside the rows.
public sealed partial class HuntEngine
{
    const int LongestSample = 200_000;
    const int TopValues = 10;

    /// <summary>How many rows of a query fall into each part of a time range; parts without rows are there too.</summary>
    /// <exception cref="KqlException">The query cannot be understood, or its rows have no time.</exception>
    public IReadOnlyList<HistogramBucket> Histogram(string kql, DateTimeOffset from, DateTimeOffset until, int buckets, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(buckets is >= 1 and <= 10_000, true, nameof(buckets));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(until, from);
        var query = Compile(kql, from, until);
        if (query.Rows.Find("time") is not { Type.Kind: KqlKind.Time } column) throw new KqlException(kql, 0, kql.Length, "the rows have no column time to count over", "keep it with project time, …");
        var start = (from.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;
        var width = Math.Max(1, (until - from).Ticks / 10 / buckets);
        var sql = string.Create(CultureInfo.InvariantCulture, $"{query.Prologue}SELECT (epoch_us({column.Sql}) - {start}) // {width} AS b, count(*) AS n FROM {query.Rows.Table} WHERE {column.Sql} >= {SqlText.Literal(from.UtcDateTime)} AND {column.Sql} < {SqlText.Literal(until.UtcDateTime)} GROUP BY b");
        var counts = new long[buckets];
        foreach (var row in Rows(kql, sql, [KqlType.Integer, KqlType.Integer], new HuntOptions().Timeout, cancellation)) counts[Math.Clamp((long)row[0]!, 0, buckets - 1)] += (long)row[1]!;
        return [.. counts.Select((count, i) => new HistogramBucket(from.AddTicks(width * 10 * i), count))];
    }

    /// <summary>What values some columns or fields take in the rows of a query; looks at most at 200,000 of them.</summary>
    /// <param name="kql">The query.</param>
    /// <param name="fields">Columns and fields, at most 50; those of the rows when none is named.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<FieldStatistics> FieldStatistics(string kql, IReadOnlyList<string>? fields = null, HuntOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new HuntOptions();
        var tree = KqlParser.Parse(kql);
        var shown = fields is { Count: > 0 } ? fields : [.. Compile(kql, options.From, options.Until).Rows.Shown.Where(c => c.Type.Kind is not (KqlKind.Map or KqlKind.List)).Select(c => c.Name).Except(["position", "ordinal", "received"], StringComparer.Ordinal)];
        shown = [.. shown.Distinct(StringComparer.Ordinal).Take(50)];
        var project = new KqlProject([.. shown.Select((f, i) => new KqlNamed(string.Create(CultureInfo.InvariantCulture, $"f{i}"), new KqlCall("tostring", [new KqlName(f)])))]);
        var printed = (tree with { Operators = [.. tree.Operators, new KqlTake(LongestSample + 1), project] }).ToString();
        var query = Compile(printed, options.From, options.Until);

        var sql = query.Prologue.Length == 0 ? "WITH " : query.Prologue.TrimEnd() + ", ";
        sql += $"sample AS MATERIALIZED (SELECT {string.Join(", ", query.Rows.Shown.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{c.Sql} AS f{i}")))} FROM {query.Rows.Table})\n";
        sql += string.Join("\nUNION ALL ", shown.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"SELECT {i} AS i, NULL AS v, count(*) AS n, count(nullif(f{i}, '')) AS p, count(DISTINCT nullif(f{i}, '')) AS d FROM sample UNION ALL (SELECT {i}, f{i}, count(*), 0, 0 FROM sample WHERE coalesce(f{i}, '') <> '' GROUP BY f{i} ORDER BY count(*) DESC, f{i} LIMIT {TopValues})")));
        var totals = new (long Rows, long Present, long Distinct)[shown.Count];
        var top = shown.Select(_ => new List<(string Value, long Count)>()).ToArray();
        foreach (var row in Rows(printed, sql, [KqlType.Integer, KqlType.Text, KqlType.Integer, KqlType.Integer, KqlType.Integer], options.Timeout, cancellation))
        {
            var i = (int)(long)row[0]!;
            if (row[1] is string value) top[i].Add((value, (long)row[2]!));
            else totals[i] = ((long)row[2]!, (long)row[3]!, (long)row[4]!);
        }

        return [.. shown.Select((f, i) => new FieldStatistics(f, totals[i].Rows, totals[i].Rows == 0 ? 0 : (double)totals[i].Present / totals[i].Rows, totals[i].Distinct, [.. top[i].OrderByDescending(t => t.Count).ThenBy(t => t.Value, StringComparer.Ordinal)], totals[i].Rows > LongestSample))];
    }
}
