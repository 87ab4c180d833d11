using System.Data;
using DuckDB.NET.Data;
using Hoplite.Store.Events;

namespace Hoplite.Store.Hunting;

/// <summary>One statement on a connection that cannot write, ended when its time is up or nobody wants it any more.</summary>
sealed class BoundedCommand : IDisposable
{
    static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    readonly DuckDBConnection _connection;
    readonly DuckDBCommand _command;
    readonly CancellationToken _cancellation;
    readonly TimeSpan _timeout;
    readonly ITimer _clock;
    readonly ITimer _watch;
    readonly Lock _gate = new();
    volatile bool _late;
    bool _ended;

    public BoundedCommand(EventStore store, TimeProvider time, string sql, TimeSpan timeout, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _timeout = timeout;
        _connection = store.Connect();
        _command = _connection.CreateCommand();
        try
        {
            _command.CommandText = "BEGIN TRANSACTION READ ONLY";
            _command.ExecuteNonQuery();
        }
        catch
        {
            _command.Dispose();
            _connection.Dispose();
            throw;
        }

        _command.CommandText = sql;
        _command.UseStreamingMode = true;
        _clock = time.CreateTimer(_ => _late = true, null, timeout, Timeout.InfiniteTimeSpan);

        // An interrupt that comes before the statement has begun is lost, so it is repeated.
        _watch = TimeProvider.System.CreateTimer(_ => Interrupt(), null, Again, Again);
    }

    /// <summary>Runs the statement and hands out its rows one by one.</summary>
    public IEnumerable<IDataRecord> Rows()
    {
        IDataReader? reader = null;
        try
        {
            reader = Guarded(() => _command.ExecuteReader());
            while (Guarded(reader.Read)) yield return reader;
        }
        finally
        {
            reader?.Dispose();
        }
    }

    public void Dispose()
    {
        // A timer may still be at work when it is disposed of.
        lock (_gate) _ended = true;
        _clock.Dispose();
        _watch.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    T Guarded<T>(Func<T> action)
    {
        try
        {
            Stop(null);
            return action();
        }
        catch (Exception failure) when (failure is DuckDBException or OperationCanceledException)
        {
            Stop(failure);
            throw;
        }
    }

    void Stop(Exception? cause)
    {
        if (_cancellation.IsCancellationRequested) throw new OperationCanceledException("the hunt was stopped", cause, _cancellation);
        if (_late) throw new TimeoutException(FormattableString.Invariant($"the hunt took longer than {_timeout.TotalSeconds:0.#} s; narrow its time or filter earlier"), cause);
    }

    void Interrupt()
    {
        lock (_gate)
        {
            if (!_ended && (_late || _cancellation.IsCancellationRequested)) _command.Cancel();
        }
    }
}
