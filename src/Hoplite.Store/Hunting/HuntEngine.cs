using System.Data;
using DuckDB.NET.Data;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Sql;

namespace Hoplite.Store.Hunting;

/// <summary>Answers queries over the events of a store. Reads only, within bounds of rows, memory and time. Safe to use from several threads.</summary>
/// <param name="store">The events.</param>
/// <param name="time">The clock behind <c>now()</c> and <c>ago()</c>.</param>
public sealed partial class HuntEngine(EventStore store, TimeProvider time)
{
    static readonly TimeSpan FieldsLast = TimeSpan.FromMinutes(2);

    readonly Lock _gate = new();
    KnownFields? _fields;
    long _fieldsRead;
    long _fieldsPosition = -1;

    /// <summary>The words of the language and the names of this store, for completion.</summary>
    public HuntVocabulary Vocabulary => HuntVocabulary.Of(Fields().Names);

    /// <summary>Understands a query without running it.</summary>
    /// <exception cref="KqlException">It cannot be understood.</exception>
    public HuntQuery Compile(string kql) => Compile(kql, null, null);

    /// <summary>Runs a query and reads its rows.</summary>
    /// <exception cref="KqlException">It cannot be understood or run.</exception>
    /// <exception cref="TimeoutException">It took too long.</exception>
    /// <exception cref="OperationCanceledException">Nobody wanted it any more.</exception>
    public HuntResult Run(string kql, HuntOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new HuntOptions();
        var started = time.GetTimestamp();
        var query = Compile(kql, options.From, options.Until);
        var rows = new List<object?[]>();
        var bytes = 0L;
        var truncated = false;
        foreach (var row in Read(kql, query, options.MaxRows + 1L, options.Timeout, cancellation))
        {
            if (rows.Count == options.MaxRows || bytes > options.MemoryLimit)
            {
                truncated = true;
                break;
            }

            rows.Add(row);
            bytes += ResultValues.Size(row);
        }

        return new HuntResult(query.Columns, rows, truncated, time.GetElapsedTime(started), query.Warnings, query.Sql);
    }

    /// <summary>Runs a query and hands out its rows as they come, at most <see cref="HuntOptions.MaxRows"/>.</summary>
    /// <param name="kql">The query.</param>
    /// <param name="options">The bounds; the time is that of the whole reading.</param>
    /// <param name="query">What was understood: columns and warnings.</param>
    /// <param name="cancellation">Stops it.</param>
    public IEnumerable<object?[]> Stream(string kql, HuntOptions options, out HuntQuery query, CancellationToken cancellation = default)
    {
        query = Compile(kql, options.From, options.Until);
        return Read(kql, query, options.MaxRows, options.Timeout, cancellation);
    }

    internal HuntQuery Compile(string kql, DateTimeOffset? from, DateTimeOffset? until)
    {
        var tree = KqlParser.Parse(kql);
        DateTime? first = from?.UtcDateTime, end = until?.UtcDateTime;
        var translation = new Translation(kql, time.GetUtcNow().UtcDateTime, new FieldAccess(store.Shapes, Fields())) { Nested = (shared, query) => new QueryTranslator(shared, first, end).Translate(query) };
        var rows = new QueryTranslator(translation, first, end).Translate(tree);
        return new HuntQuery(tree, rows, translation.Steps.Prologue, translation.Warnings);
    }

    IEnumerable<object?[]> Read(string kql, HuntQuery query, long most, TimeSpan timeout, CancellationToken cancellation) =>
        Rows(kql, query.Select(most), [.. query.Rows.Shown.Select(c => c.Type)], timeout, cancellation);

    IEnumerable<object?[]> Rows(string kql, string sql, KqlType[] types, TimeSpan timeout, CancellationToken cancellation)
    {
        using var command = new BoundedCommand(store, time, sql, timeout, cancellation);
        using var rows = command.Rows().GetEnumerator();
        while (Next(kql, rows)) yield return ResultValues.Read(rows.Current, types);
    }

    static bool Next(string kql, IEnumerator<IDataRecord> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (DuckDBException refused)
        {
            throw new KqlException(kql, 0, 1, "the database cannot run this: " + FirstLine(refused.Message), "a regular expression, or the memory that the query needs, may be the reason");
        }
    }

    static string FirstLine(string message) => message.AsSpan().IndexOfAny('\n', '\r') is >= 0 and var end ? message[..end] : message;

    KnownFields Fields()
    {
        lock (_gate)
        {
            if (_fields is not null && (store.Position == _fieldsPosition || time.GetElapsedTime(_fieldsRead) < FieldsLast)) return _fields;
            using var connection = store.Connect();
            _fieldsRead = time.GetTimestamp();
            _fieldsPosition = store.Position;
            return _fields = KnownFields.Of(store, connection);
        }
    }
}
