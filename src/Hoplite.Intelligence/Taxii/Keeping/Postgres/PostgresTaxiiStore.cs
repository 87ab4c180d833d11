using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Keeps everything in a PostgreSQL database. Several servers may share it: whoever writes has the collection for itself until what it wrote is on the disk.</summary>
public sealed class PostgresTaxiiStore : ITaxiiStore
{
    readonly NpgsqlDataSource _source;
    readonly TimeProvider _time;
    readonly PostgresReader _reader;
    readonly WriteQueue<PostgresWork> _queue;
    readonly string _birth = Guid.NewGuid().ToString("N")[..8];
    readonly ConcurrentDictionary<TaxiiPlace, long> _numbers = [];

    PostgresTaxiiStore(NpgsqlDataSource source, TimeProvider time)
    {
        (_source, _time, _reader) = (source, time, new PostgresReader(source));
        _queue = new WriteQueue<PostgresWork>(Write);
    }

    /// <summary>Connects, and makes the tables where they are missing.</summary>
    /// <param name="connection">How to connect, as Npgsql writes it: <c>Host=…;Database=…;Username=…</c>.</param>
    /// <param name="time">The clock that objects are stamped with.</param>
    /// <exception cref="IOException">The database cannot be reached, or refuses.</exception>
    /// <exception cref="ArgumentException">The text says nothing Npgsql knows.</exception>
    public static PostgresTaxiiStore Open(string connection, TimeProvider? time = null) => new(PostgresSchema.Open(connection), time ?? TimeProvider.System);

    /// <inheritdoc />
    public async Task<TaxiiStatus> AddAsync(TaxiiPlace place, TaxiiEnvelope envelope, string owner, CancellationToken cancellation = default)
    {
        var received = _time.GetUtcNow();
        TaxiiStatus? status = null;
        await _queue.DoAsync(new PostgresWork(place, (session, shelf) =>
        {
            shelf.Expect(envelope.Objects.Select(o => o.Id));
            var now = _time.GetUtcNow();
            var results = new Adding(shelf).Add(envelope.Objects, TaxiiTime.Micros(now));
            status = StatusWriter.Write(Guid.NewGuid().ToString(), received, place, envelope, results);
            session.KeepStatus(status.Id, place.Root, owner, now.UtcTicks, (now - TaxiiStore.KeepStatuses).UtcTicks, status.Json);
        }), cancellation).ConfigureAwait(false);
        return status!;
    }

    /// <inheritdoc />
    public TaxiiPage Read(TaxiiQuery query, IBufferWriter<byte> sink) => Reading(() => Number(query.Place) is { } number ? _reader.Page(number, query, sink) : default);

    /// <inheritdoc />
    public bool Has(TaxiiPlace place, string id, TaxiiViewer viewer) => Reading(() => Number(place) is { } number && _reader.Has(number, id, viewer));

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? Status(string root, string id, string viewer) => Reading(() => _reader.Status(root, id, viewer));

    /// <inheritdoc />
    public string Mark(TaxiiPlace place) => Reading(() => string.Create(CultureInfo.InvariantCulture, $"{_birth}-{_reader.Changes(place)}"));

    /// <inheritdoc />
    public async Task<int> DeleteAsync(TaxiiPlace place, string id, TaxiiFilter filter, TaxiiViewer viewer, CancellationToken cancellation = default)
    {
        var count = 0;
        await _queue.DoAsync(new PostgresWork(place, (session, shelf) =>
        {
            var (sql, values) = PageQuery.Make(SqlDialect.Postgres, shelf.Number, viewer, filter with { Ids = [id] }, "a.key", 0);
            var keys = new HashSet<long>();
            using (var rows = session.Query(sql, [.. values]))
                while (rows.Read()) keys.Add(rows.GetInt64(0));
            shelf.Delete(id, keys);
            count = keys.Count;
        }), cancellation).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc />
    public Task LoadAsync(TaxiiPlace place, IReadOnlyList<TaxiiObject> objects, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> statuses, CancellationToken cancellation = default) =>
        _queue.DoAsync(new PostgresWork(place, (session, shelf) =>
        {
            if (shelf.LastAdded > 0) return;
            var now = _time.GetUtcNow();
            shelf.Expect(objects.Select(o => o.Id));
            new Adding(shelf).Add(objects, TaxiiTime.Micros(now));

            // A time of use marks it as loaded, even when there was nothing.
            if (shelf.LastAdded == 0) shelf.LastAdded = 1;
            foreach (var (id, json) in statuses) session.KeepStatus(id, place.Root, null, now.UtcTicks, 0, json);
        }), cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    void Write(IReadOnlyList<PostgresWork> together)
    {
        try
        {
            using var session = new PostgresSession(_source);

            // In the same order everywhere, so that two servers never wait for one another.
            var shelves = together.Select(w => w.Place).Distinct().OrderBy(p => p.Root, StringComparer.Ordinal).ThenBy(p => p.Collection, StringComparer.Ordinal).ToDictionary(p => p, session.Take);
            foreach (var work in together)
            {
                var shelf = shelves[work.Place];
                work.Write(session, shelf);
                shelf.Flush();
            }

            session.Commit();
        }
        catch (NpgsqlException wrong)
        {
            throw new IOException(wrong.Message, wrong);
        }
    }

    long? Number(TaxiiPlace place)
    {
        if (_numbers.TryGetValue(place, out var known)) return known;
        if (_reader.Number(place) is not { } number) return null;
        _numbers[place] = number;
        return number;
    }

    static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (NpgsqlException wrong)
        {
            throw new IOException("the store could not read: " + wrong.Message, wrong);
        }
    }
}

/// <summary>Something that is written to a collection.</summary>
/// <param name="Place">The collection.</param>
/// <param name="Write">Writes it.</param>
sealed record PostgresWork(TaxiiPlace Place, Action<PostgresSession, PostgresShelf> Write);
