using DuckDB.NET.Native;
using Hoplite.Telemetry;

namespace Hoplite.Store.Events;

/// <summary>Appends events to one table within the transaction of its connection.</summary>
sealed class EventAppender : IDisposable
{
    readonly DuckDBAppender _appender;
    readonly EventChunk _chunk;

    public EventAppender(DuckDBNativeConnection connection, string table)
    {
        if (NativeMethods.Appender.DuckDBAppenderCreate(connection, "main", table, out _appender) != DuckDBState.Success)
            throw new InvalidOperationException($"DuckDB cannot append to {table}");
        _chunk = new EventChunk(_appender);
    }

    /// <summary>Appends one event.</summary>
    public void Write(EventRows rows, EventBatch batch, int index, in Arrival arrival, long ordinal)
    {
        rows.Write(_chunk, batch, index, arrival, ordinal);
        if (_chunk.Count == EventChunk.Capacity) _chunk.AppendTo(_appender);
    }

    /// <summary>Hands the last rows to the database.</summary>
    public void Dispose()
    {
        if (_chunk.Count > 0) _chunk.AppendTo(_appender);
        var closed = NativeMethods.Appender.DuckDBAppenderClose(_appender);
        _chunk.Dispose();
        _appender.Dispose();
        if (closed != DuckDBState.Success) throw new InvalidOperationException("DuckDB could not append the events");
    }
}
