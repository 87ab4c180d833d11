using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Keeps everything in one SQLite file. Requests that come at the same time share one transaction, and so one wait for the disk; readers do not wait for the writer.</summary>
public sealed class TaxiiStore : ITaxiiStore
{
    /// <summary>How long statuses are kept; TAXII 2.1 §4.3 asks for 24 hours.</summary>
    public static readonly TimeSpan KeepStatuses = TimeSpan.FromHours(72);

    readonly string _path;
    readonly TimeProvider _time;
    readonly StoreWriter _writer;
    readonly WriteQueue<Work> _queue;
    readonly string _birth = Guid.NewGuid().ToString("N")[..8];
    readonly ConcurrentBag<StoreReader> _readers = [];
    readonly ConcurrentDictionary<TaxiiPlace, long> _numbers = [];
    readonly ConcurrentDictionary<TaxiiPlace, long> _changes = [];

    TaxiiStore(string path, TimeProvider time)
    {
        (_path, _time, _writer) = (path, time, new StoreWriter(path));
        _queue = new WriteQueue<Work>(Write);
    }

    /// <summary>Opens a file, or makes it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="time">The clock that objects are stamped with.</param>
    public static TaxiiStore Open(string path, TimeProvider? time = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new TaxiiStore(path, time ?? TimeProvider.System);
    }

    /// <inheritdoc />
    public async Task<TaxiiStatus> AddAsync(TaxiiPlace place, TaxiiEnvelope envelope, string owner, CancellationToken cancellation = default)
    {
        var received = _time.GetUtcNow();
        TaxiiStatus? status = null;
        await DoAsync(place, (collection, transaction) =>
        {
            var now = _time.GetUtcNow();
            var results = new Adding(new SqliteShelf(_writer, collection, transaction)).Add(envelope.Objects, TaxiiTime.Micros(now));
            status = StatusWriter.Write(Guid.NewGuid().ToString(), received, place, envelope, results);
            _writer.KeepStatus(status.Id, place.Root, owner, now.UtcTicks, (now - KeepStatuses).UtcTicks, status.Json, transaction);
        }, cancellation).ConfigureAwait(false);
        return status!;
    }

    /// <inheritdoc />
    public TaxiiPage Read(TaxiiQuery query, IBufferWriter<byte> sink) => Number(query.Place) is { } number ? Reading(r => r.Page(number, query, sink)) : default;

    /// <inheritdoc />
    public bool Has(TaxiiPlace place, string id, TaxiiViewer viewer) => Number(place) is { } number && Reading(r => r.Has(number, id, viewer));

    /// <inheritdoc />
    public ReadOnlyMemory<byte>? Status(string root, string id, string viewer) => Reading(r => r.Status(root, id, viewer));

    /// <inheritdoc />
    public string Mark(TaxiiPlace place) => string.Create(CultureInfo.InvariantCulture, $"{_birth}-{_changes.GetValueOrDefault(place)}");

    /// <inheritdoc />
    public async Task<int> DeleteAsync(TaxiiPlace place, string id, TaxiiFilter filter, TaxiiViewer viewer, CancellationToken cancellation = default)
    {
        var count = 0;
        await DoAsync(place, (collection, transaction) =>
        {
            var keys = _writer.Keys(collection.Number, viewer, filter with { Ids = [id] }, transaction);
            _writer.Delete(_writer.Versions(collection.Number, id), keys, transaction);
            count = keys.Count;
        }, cancellation).ConfigureAwait(false);
        return count;
    }

    /// <inheritdoc />
    public Task LoadAsync(TaxiiPlace place, IReadOnlyList<TaxiiObject> objects, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> statuses, CancellationToken cancellation = default) =>
        DoAsync(place, (collection, transaction) =>
        {
            if (collection.LastAdded > 0) return;
            var now = _time.GetUtcNow();
            new Adding(new SqliteShelf(_writer, collection, transaction)).Add(objects, TaxiiTime.Micros(now));

            // A time of use marks it as loaded, even when there was nothing.
            if (collection.LastAdded == 0) collection.LastAdded = 1;
            foreach (var (id, json) in statuses) _writer.KeepStatus(id, place.Root, null, now.UtcTicks, 0, json, transaction);
        }, cancellation);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync().ConfigureAwait(false);
        while (_readers.TryTake(out var reader)) reader.Dispose();
        _writer.Dispose();
    }

    Task DoAsync(TaxiiPlace place, Action<CollectionRow, SqliteTransaction> write, CancellationToken cancellation) => _queue.DoAsync(new Work(place, write), cancellation);

    void Write(IReadOnlyList<Work> together)
    {
        try
        {
            using var transaction = _writer.Begin();
            foreach (var work in together)
            {
                var collection = _writer.Collection(work.Place, transaction);
                work.Write(collection, transaction);
                _writer.KeepLast(collection, transaction);
            }

            transaction.Commit();
        }
        catch (Exception wrong) when (wrong is SqliteException or IOException or InvalidOperationException or System.Text.Json.JsonException)
        {
            _writer.Forget();
            throw new IOException(wrong.Message, wrong);
        }

        foreach (var work in together) _changes.AddOrUpdate(work.Place, 1, static (_, before) => before + 1);
    }

    long? Number(TaxiiPlace place)
    {
        if (_numbers.TryGetValue(place, out var known)) return known;
        if (Reading(r => r.Number(place)) is not { } number) return null;
        _numbers[place] = number;
        return number;
    }

    T Reading<T>(Func<StoreReader, T> read)
    {
        var reader = _readers.TryTake(out var idle) ? idle : new StoreReader(_path);
        try
        {
            var result = read(reader);
            _readers.Add(reader);
            return result;
        }
        catch (SqliteException)
        {
            reader.Dispose();
            throw;
        }
    }

    sealed record Work(TaxiiPlace Place, Action<CollectionRow, SqliteTransaction> Write);
}
