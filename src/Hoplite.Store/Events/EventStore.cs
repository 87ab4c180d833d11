using System.Data;
using System.Globalization;
using DuckDB.NET.Data;
using Hoplite.Telemetry;

namespace Hoplite.Store.Events;

/// <summary>
/// The events, in DuckDB: one table for each day of arrival, hourly Parquet files for older days, and the view
/// <see cref="EventColumns.Table"/> over all of it. One writer; any number of readers.
/// </summary>
/// <remarks>
/// Days are days of arrival, not of the events: the clock of a sender is his own, and a thousand invented dates must not make a
/// thousand tables. Rows and the position in the spool up to which they reach are committed together, so that after a crash
/// exactly the events behind that position are written again.
/// </remarks>
public sealed partial class EventStore : IDisposable
{
    readonly string _folder;
    readonly EventStoreOptions _options;
    readonly DuckDBConnection _writer;
    readonly EventRows _rows;
    readonly Lock _gate = new();
    EventAppender? _appender;
    DuckDBTransaction? _transaction;
    string? _table;
    int _savedShapes;

    EventStore(string folder, EventStoreOptions options)
    {
        _folder = folder.Length > 0 ? folder = Path.GetFullPath(folder) : folder;
        _options = options;
        _rows = new EventRows(Shapes);
        if (folder.Length > 0) Directory.CreateDirectory(Path.Combine(folder, "cold"));
        _writer = new DuckDBConnection(folder.Length > 0 ? $"Data Source={Path.Combine(folder, "events.duckdb")}" : "Data Source=:memory:");
        _writer.Open();
        Execute($"SET memory_limit='{options.MemoryLimit / 1_000_000}MB'");
        Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads={options.Threads}"));
        Execute("SET checkpoint_threshold='256MB'");
        Execute("SET preserve_insertion_order=false");
        if (folder.Length > 0) Execute($"SET allowed_directories=['{Quote(Path.Combine(folder, "cold"))}']");
        Execute("SET enable_external_access=false");
        Execute("CREATE TABLE IF NOT EXISTS progress (position BIGINT)");
        Execute("CREATE TABLE IF NOT EXISTS shapes (shape INTEGER, ordinal INTEGER, column_name VARCHAR, field VARCHAR)");
        Execute("CREATE TABLE IF NOT EXISTS cold (file VARCHAR, day VARCHAR, rows BIGINT, bytes BIGINT)");
        LoadShapes();
        Position = Scalar("SELECT max(position) FROM progress") is long position ? position : 0;
        RemoveStrayFiles();
        MakeView();
    }

    /// <summary>How columns were filled from fields.</summary>
    public ShapeCatalogue Shapes { get; } = new();

    /// <summary>The position in the spool before which all events are stored.</summary>
    public long Position { get; private set; }

    /// <summary>Opens the store in a folder, or makes it.</summary>
    /// <exception cref="IOException">Another process has it open.</exception>
    public static EventStore Open(string folder, EventStoreOptions? options = null)
    {
        try
        {
            return new EventStore(folder, options ?? new EventStoreOptions());
        }
        catch (DuckDBException refused) when (refused.Message.Contains("lock", StringComparison.OrdinalIgnoreCase))
        {
            throw new IOException($"the event store in {folder} is in use by another process; stop it, or ask the running server instead", refused);
        }
    }

    /// <summary>A store that lives in memory and is gone when it is closed.</summary>
    public static EventStore InMemory(EventStoreOptions? options = null) => new("", options ?? new EventStoreOptions());

    /// <summary>Adds all events of a batch to the open transaction.</summary>
    /// <param name="batch">The events; must not change during the call.</param>
    /// <param name="arrival">Where and when they arrived.</param>
    /// <param name="ordinal">The number of the first event within its delivery.</param>
    public void Append(EventBatch batch, in Arrival arrival, long ordinal)
    {
        lock (_gate)
        {
            Begin("events_" + arrival.Received.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            for (var i = 0; i < batch.Count; i++) _appender!.Write(_rows, batch, i, arrival, ordinal + i);
        }
    }

    /// <summary>Makes durable what was added, together with the position it reaches to.</summary>
    /// <param name="position">The position in the spool behind the last delivery that was added.</param>
    public void Commit(long position)
    {
        lock (_gate)
        {
            if (_transaction is null && position == Position) return;
            _transaction ??= _writer.BeginTransaction();
            _appender?.Dispose();
            _appender = null;
            SaveShapes();
            Execute("DELETE FROM progress");
            Execute(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO progress VALUES ({position})"));
            _transaction.Commit();
            _transaction.Dispose();
            _transaction = null;
            Position = position;
        }
    }

    /// <summary>Forgets what was added since the last commit.</summary>
    public void Abandon()
    {
        lock (_gate)
        {
            _appender?.Dispose();
            _appender = null;
            _transaction?.Rollback();
            _transaction?.Dispose();
            _transaction = null;
            _table = null;
        }
    }

    /// <summary>A connection for reading; the caller closes it.</summary>
    public DuckDBConnection Connect()
    {
        var connection = _folder.Length == 0 ? _writer.Duplicate() : new DuckDBConnection(_writer.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Closes the store; what was not committed is forgotten.</summary>
    public void Dispose()
    {
        Abandon();
        _writer.Dispose();
    }

    void Begin(string table)
    {
        _transaction ??= _writer.BeginTransaction();
        if (_appender is not null && _table == table) return;
        _appender?.Dispose();
        _appender = null;
        if (_table != table && !Tables().Contains(table))
        {
            Execute(EventColumns.CreateTable(table));
            MakeView();
        }

        _table = table;
        _appender = new EventAppender(_writer.NativeConnection, table);
    }

    void LoadShapes()
    {
        using var command = _writer.CreateCommand();
        command.CommandText = "SELECT shape, column_name, field FROM shapes ORDER BY shape, ordinal";
        using var reader = command.ExecuteReader();
        var shapes = new SortedDictionary<int, List<FilledColumn>>();
        while (reader.Read())
        {
            if (!shapes.TryGetValue(reader.GetInt32(0), out var columns)) shapes[reader.GetInt32(0)] = columns = [];
            if (!reader.IsDBNull(1)) columns.Add(new FilledColumn(reader.GetString(1), reader.GetString(2)));
        }

        foreach (var columns in shapes.Values) Shapes.Number(columns);
        _savedShapes = Shapes.Count;
    }

    void SaveShapes()
    {
        for (; _savedShapes < Shapes.Count; _savedShapes++)
        {
            using var command = _writer.CreateCommand();
            command.CommandText = "INSERT INTO shapes VALUES ($1, $2, $3, $4)";
            var columns = Shapes[_savedShapes];
            for (var i = 0; i < Math.Max(1, columns.Count); i++)
            {
                command.Parameters.Clear();
                command.Parameters.Add(new DuckDBParameter(_savedShapes));
                command.Parameters.Add(new DuckDBParameter(i));
                command.Parameters.Add(new DuckDBParameter { Value = columns.Count > 0 ? columns[i].Column : null });
                command.Parameters.Add(new DuckDBParameter { Value = columns.Count > 0 ? columns[i].Field : null });
                command.ExecuteNonQuery();
            }
        }
    }

    void Execute(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    object? Scalar(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }
}
