using DuckDB.NET.Native;

namespace Hoplite.Store.Events;

/// <summary>A DuckDB data chunk with the columns of <see cref="EventColumns"/>, filled row by row and appended whole.</summary>
/// <remarks>Not thread-safe. The vectors belong to DuckDB; they are read anew after every reset.</remarks>
sealed unsafe class EventChunk : IDisposable
{
    /// <summary>The most rows a chunk takes; the vector size of DuckDB.</summary>
    public const int Capacity = 2048;

    readonly DuckDBLogicalType[] _types;
    readonly DuckDBDataChunk _chunk;
    readonly nint[] _vectors = new nint[EventColumns.All.Count];
    readonly nint[] _data = new nint[EventColumns.All.Count];
    readonly nint[] _validity = new nint[EventColumns.All.Count];
    nint _keys, _values;
    ulong* _valuesValid;
    ulong _mapSize, _mapCapacity, _rowMapStart;

    /// <summary>Makes an empty chunk for a table that the appender knows the types of.</summary>
    public EventChunk(DuckDBAppender appender)
    {
        _types = [.. Enumerable.Range(0, _vectors.Length).Select(i => NativeMethods.Appender.DuckDBAppenderColumnType(appender, (ulong)i))];
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk([.. _types.Select(t => t.DangerousGetHandle())], (ulong)_types.Length);
        Attach();
    }

    /// <summary>Rows in the chunk.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a row in which every column is null and the map empty.</summary>
    public void BeginRow()
    {
        for (var i = 0; i < _vectors.Length; i++) TextVector.SetValid((ulong*)_validity[i], (ulong)Count, valid: false);
        _rowMapStart = _mapSize;
    }

    /// <summary>Sets a number, or a time in microseconds since 1970.</summary>
    public void Set(int column, long value)
    {
        ((long*)_data[column])[Count] = value;
        TextVector.SetValid((ulong*)_validity[column], (ulong)Count, valid: true);
    }

    /// <summary>Sets a text.</summary>
    public void Set(int column, ReadOnlySpan<byte> text)
    {
        TextVector.Set(_vectors[column], (ulong)Count, text);
        TextVector.SetValid((ulong*)_validity[column], (ulong)Count, valid: true);
    }

    /// <summary>Adds an entry to the map of the row; names must differ within a row.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="isNull">Whether the source says null.</param>
    public void AddField(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isNull)
    {
        if (_mapSize == _mapCapacity) Grow();
        TextVector.Set(_keys, _mapSize, name);
        TextVector.SetValid(_valuesValid, _mapSize, !isNull);
        if (!isNull) TextVector.Set(_values, _mapSize, value);
        _mapSize++;
    }

    /// <summary>Ends the row.</summary>
    public void EndRow()
    {
        var map = _vectors.Length - 1;
        var entry = (ulong*)_data[map] + 2 * Count;
        entry[0] = _rowMapStart;
        entry[1] = _mapSize - _rowMapStart;
        TextVector.SetValid((ulong*)_validity[map], (ulong)Count, valid: true);
        Count++;
    }

    /// <summary>Hands the rows to an appender and empties the chunk.</summary>
    public void AppendTo(DuckDBAppender appender)
    {
        NativeMethods.Vectors.DuckDBListVectorSetSize(_vectors[^1], _mapSize);
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)Count);
        var state = NativeMethods.Appender.DuckDBAppendDataChunk(appender, _chunk);
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        Attach();
        if (state != DuckDBState.Success) throw new InvalidOperationException("DuckDB refused a chunk of events");
    }

    public void Dispose()
    {
        _chunk.Dispose();
        foreach (var type in _types) type.Dispose();
    }

    void Attach()
    {
        Count = 0;
        _mapSize = 0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _data[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[i]);
            _validity[i] = (nint)NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[i]);
        }

        _mapCapacity = 0;
        Grow();
    }

    void Grow()
    {
        _mapCapacity = Math.Max(Capacity * 8, _mapCapacity * 2);
        var list = _vectors[^1];
        NativeMethods.Vectors.DuckDBListVectorSetSize(list, _mapSize);
        NativeMethods.Vectors.DuckDBListVectorReserve(list, _mapCapacity);
        var entries = NativeMethods.Vectors.DuckDBListVectorGetChild(list);
        _keys = NativeMethods.Vectors.DuckDBStructVectorGetChild(entries, 0);
        _values = NativeMethods.Vectors.DuckDBStructVectorGetChild(entries, 1);
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_values);
        _valuesValid = NativeMethods.Vectors.DuckDBVectorGetValidity(_values);
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_keys);
        NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(entries);
    }
}
