namespace Hoplite.Store.Hunting;

/// <summary>What a hunt found.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; values are null, string, long, double, bool, DateTime (UTC), TimeSpan, string[] or a map of texts.</param>
/// <param name="Truncated">Whether there are more rows than were asked for.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Warnings">What the user should know.</param>
/// <param name="Sql">The SQL that ran.</param>
public sealed record HuntResult(
    IReadOnlyList<HuntColumn> Columns, IReadOnlyList<object?[]> Rows, bool Truncated, TimeSpan Elapsed, IReadOnlyList<string> Warnings, string Sql);

/// <summary>A part of a time range and how many rows fall into it.</summary>
/// <param name="Start">When the part begins.</param>
/// <param name="Count">How many rows.</param>
public sealed record HistogramBucket(DateTimeOffset Start, long Count);

/// <summary>What values a column takes.</summary>
/// <param name="Field">The column or field.</param>
/// <param name="Rows">How many rows were looked at.</param>
/// <param name="Present">The share of them in which it is there, 0 to 1.</param>
/// <param name="Distinct">How many different values.</param>
/// <param name="Top">The most frequent values with their counts.</param>
/// <param name="Sampled">Whether only some of the rows were looked at.</param>
public sealed record FieldStatistics(string Field, long Rows, double Present, long Distinct, IReadOnlyList<(string Value, long Count)> Top, bool Sampled);
