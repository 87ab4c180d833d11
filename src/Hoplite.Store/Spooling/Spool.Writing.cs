using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Store.Spooling;

/// <summary>The one thread that writes: takes all that waits, writes it in one piece, flushes once, answers.</summary>
public sealed partial class Spool
{
    static readonly TimeSpan LongestHold = TimeSpan.FromHours(1);

    readonly KeyMemory _keys;
    readonly Dictionary<string, string> _cursors = new(StringComparer.Ordinal);
    readonly ArrayBufferWriter<byte> _buffer = new(1 << 20);
    SafeFileHandle _file = null!;
    DateTimeOffset _lastReceived;
    long _segmentStart;
    long _repeated;

    void WriteAll()
    {
        while (true)
        {
            _work.Wait();
            List<Waiting> batch;
            bool closed;
            lock (_gate)
            {
                (batch, _waiting) = (_waiting, []);
                closed = _closed;
            }

            if (batch.Count > 0) Write(batch);
            else if (closed) return;
        }
    }

    void Write(List<Waiting> batch)
    {
        var positions = new long[batch.Count];
        Exception? failure = null;
        try
        {
            EnsureRoom(batch.Sum(w => (long)w.Delivery.Payload.Length));
            if (_durable - _segmentStart >= _options.SegmentSize) BeginSegment(_durable);
            Store(batch, positions);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            failure = e as SpoolFullException ?? new SpoolFullException($"the spool could not be written: {e.Message}", e);
            CutBack();
        }

        TaskCompletionSource drained;
        lock (_gate)
        {
            _pending -= batch.Sum(w => (long)w.Delivery.Payload.Length);
            (drained, _drained) = (_drained, NewSignal());
        }

        drained.SetResult();
        for (var i = 0; i < batch.Count; i++)
            if (failure is null) batch[i].Done.SetResult(positions[i]);
            else batch[i].Done.SetException(failure);
    }

    void Store(List<Waiting> batch, long[] positions)
    {
        var received = Clock();
        var fresh = new Dictionary<UInt128, long>();
        var repeated = 0;
        _buffer.ResetWrittenCount();
        for (var i = 0; i < batch.Count; i++)
        {
            var delivery = batch[i].Delivery;
            if (delivery.Key != 0 && (_keys.TryGet(delivery.Key, out positions[i]) || fresh.TryGetValue(delivery.Key, out positions[i])))
            {
                repeated++;
                continue;
            }

            positions[i] = _durable + _buffer.WrittenCount;
            if (delivery.Key != 0) fresh[delivery.Key] = positions[i];
            SpoolRecord.Write(_buffer, delivery, received);
        }

        RandomAccess.Write(_file, _buffer.WrittenSpan, _durable - _segmentStart);
        RandomAccess.FlushToDisk(_file);
        foreach (var (key, position) in fresh) _keys.Add(key, position, received);
        lock (_gate)
            foreach (var waiting in batch)
                if (waiting.Delivery.Cursor.Length > 0) _cursors[waiting.Delivery.Source] = waiting.Delivery.Cursor;
        _repeated += repeated;
        Publish(_durable + _buffer.WrittenCount);
    }

    void Publish(long durable)
    {
        Volatile.Write(ref _durable, durable);
        Interlocked.Exchange(ref _grown, NewSignal()).SetResult();
    }

    // A clock that is set back a little holds still until it has caught up; one that is set back far is believed.
    DateTimeOffset Clock()
    {
        var now = _time.GetUtcNow();
        if (now < _lastReceived && _lastReceived - now < LongestHold) now = _lastReceived;
        return _lastReceived = now;
    }

    void EnsureRoom(long bytes)
    {
        if (_durable - First + bytes > _options.MaxSize)
            throw new SpoolFullException($"the spool holds {_options.MaxSize >> 20} MiB that have not been dealt with; look at the state of the store");
        if (new DriveInfo(_folder).AvailableFreeSpace - bytes < _options.MinFree)
            throw new SpoolFullException($"less than {_options.MinFree >> 20} MiB are free on the disk of {_folder}; make room, or shorten the retention");
    }

    // Every segment begins with the cursors of all sources that are read, so that older segments may go.
    void BeginSegment(long start)
    {
        var segment = SegmentFile.At(_folder, start);
        var file = File.OpenHandle(segment.Path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite);
        _buffer.ResetWrittenCount();
        lock (_gate)
            foreach (var (source, cursor) in _cursors) SpoolRecord.Write(_buffer, new Delivery(source, SpoolRecord.CursorOnly, default) { Cursor = cursor }, _lastReceived);
        RandomAccess.Write(file, _buffer.WrittenSpan, 0);
        RandomAccess.FlushToDisk(file);
        FolderFlush.Flush(_folder);
        _file?.Dispose();
        _file = file;
        _segmentStart = start;
        Publish(start + _buffer.WrittenCount);
    }

    // What was durable stays; the same place is written again by the next delivery.
    void CutBack()
    {
        try
        {
            RandomAccess.SetLength(_file, _durable - _segmentStart);
        }
        catch (IOException)
        {
            // What lies behind the end is cut off when the spool is opened again; until then it is overwritten.
        }
    }

    void Recover()
    {
        var segments = SegmentFile.All(_folder);
        if (segments.Count == 0)
        {
            BeginSegment(0);
            return;
        }

        _first = segments[0].Start;
        var since = _time.GetUtcNow() - _options.Memory;
        for (var i = 0; i < segments.Count; i++)
        {
            var isLast = i == segments.Count - 1;
            if (!isLast && File.GetLastWriteTimeUtc(segments[i].Path) < since.UtcDateTime) continue;
            var file = File.OpenHandle(segments[i].Path, FileMode.Open, isLast ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
            var end = Remember(file, segments[i].Start);
            if (isLast)
            {
                RandomAccess.SetLength(file, end);
                RandomAccess.FlushToDisk(file);
                (_file, _segmentStart, _durable) = (file, segments[i].Start, segments[i].Start + end);
            }
            else file.Dispose();
        }
    }

    long Remember(SafeFileHandle file, long start)
    {
        var offset = 0L;
        while (SegmentScan.Read(file, start, offset, out var size) is { } delivery)
        {
            if (delivery.Key != 0) _keys.Add(delivery.Key, delivery.Position, delivery.Received);
            if (delivery.Cursor.Length > 0) _cursors[delivery.Source] = delivery.Cursor;
            if (delivery.Received > _lastReceived) _lastReceived = delivery.Received;
            offset += size;
        }

        return offset;
    }
}
