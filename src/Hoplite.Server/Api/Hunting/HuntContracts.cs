namespace Hoplite.Server.Api.Hunting;

/// <summary>A query over the events.</summary>
/// <param name="Query">KQL.</param>
/// <param name="From">Events before this are left out.</param>
/// <param name="Until">Events from this on are left out.</param>
/// <param name="Limit">The most rows; 10,000 when null, at most 100,000.</param>
public sealed record HuntRequest(string Query, DateTimeOffset? From = null, DateTimeOffset? Until = null, int? Limit = null);

/// <summary>What a query found.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; times as ISO 8601, maps as objects.</param>
/// <param name="Truncated">Whether there is more than was asked for.</param>
/// <param name="ElapsedMs">How long it took, milliseconds.</param>
/// <param name="Warnings">What the person should know, for example that a field was never seen.</param>
public sealed record HuntAnswer(IReadOnlyList<HuntAnswerColumn> Columns, IReadOnlyList<object?[]> Rows, bool Truncated, double ElapsedMs, IReadOnlyList<string> Warnings);

/// <summary>A column of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>string</c>, <c>long</c>, <c>real</c>, <c>bool</c>, <c>datetime</c>, <c>timespan</c> or <c>dynamic</c>.</param>
public sealed record HuntAnswerColumn(string Name, string Type);

/// <summary>What is wrong with a query; answered with status 400.</summary>
/// <param name="Message">What.</param>
/// <param name="Hint">What to do.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Length">How many characters it is about.</param>
public sealed record HuntError(string Message, string? Hint, int Line, int Column, int Length);

/// <summary>How many events a query has over time.</summary>
/// <param name="From">Begin of the first bucket.</param>
/// <param name="BucketSeconds">Length of a bucket.</param>
/// <param name="Counts">Events in each bucket.</param>
public sealed record HuntHistogram(DateTimeOffset From, double BucketSeconds, IReadOnlyList<long> Counts);

/// <summary>What values a field has among the events of a query.</summary>
/// <param name="Field">The field.</param>
/// <param name="Present">The share of events that have it, 0 to 1.</param>
/// <param name="Distinct">How many different values, approximately.</param>
/// <param name="Top">The most frequent values.</param>
public sealed record HuntFieldStatistics(string Field, double Present, long Distinct, IReadOnlyList<HuntValueCount> Top);

/// <summary>A value and how often it occurs.</summary>
/// <param name="Value">The value; text of the evidence.</param>
/// <param name="Count">How often.</param>
public sealed record HuntValueCount(string Value, long Count);

/// <summary>What can be written in a query, for completion.</summary>
/// <param name="Operators">Operators that follow a pipe.</param>
/// <param name="Functions">Functions and comparison words.</param>
/// <param name="Fields">Columns, OCSF paths and fields of sources.</param>
public sealed record HuntWords(IReadOnlyList<HuntWord> Operators, IReadOnlyList<HuntWord> Functions, IReadOnlyList<HuntWord> Fields);

/// <summary>A word of the language.</summary>
/// <param name="Name">The word.</param>
/// <param name="Doc">What it does, in one line.</param>
public sealed record HuntWord(string Name, string Doc);

/// <summary>A hunt that is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind"><c>hypothesis</c>, <c>baseline</c> or <c>model-assisted</c>.</param>
/// <param name="Hypothesis">What it supposes.</param>
/// <param name="Techniques">ATT&amp;CK techniques.</param>
/// <param name="Query">KQL.</param>
/// <param name="Schedule">When it runs by itself; null for on demand.</param>
/// <param name="LastRun">When it last ran.</param>
/// <param name="LastRows">How many rows it had then.</param>
/// <param name="Advice">What to do with a row.</param>
public sealed record HuntRow(
    string Id, string Title, string Kind, string Hypothesis, IReadOnlyList<string> Techniques, string Query, string? Schedule, DateTimeOffset? LastRun, int? LastRows, string? Advice);

/// <summary>Asks how many events a query has over time.</summary>
/// <param name="Query">KQL.</param>
/// <param name="From">Begin; a year before the end when null.</param>
/// <param name="Until">End; now when null.</param>
/// <param name="Buckets">How many parts; 60 when null, at most 500.</param>
public sealed record HistogramRequest(string Query, DateTimeOffset? From = null, DateTimeOffset? Until = null, int? Buckets = null);

/// <summary>Asks what values fields have.</summary>
/// <param name="Query">KQL.</param>
/// <param name="From">Events before this are left out.</param>
/// <param name="Until">Events from this on are left out.</param>
/// <param name="Fields">Which fields; those of the rows when null.</param>
public sealed record StatisticsRequest(string Query, DateTimeOffset? From = null, DateTimeOffset? Until = null, IReadOnlyList<string>? Fields = null);
