using Microsoft.Win32.SafeHandles;

namespace Hoplite.Store.Spooling;

/// <summary>Reads the spool in order, from a position to wherever writing has got to. One thread at a time.</summary>
public sealed class SpoolReader : IDisposable
{
    readonly Spool _spool;
    readonly string _folder;
    SafeFileHandle? _file;
    long _start;
    long _end;

    internal SpoolReader(Spool spool, string folder, long position) => (_spool, _folder, Position) = (spool, folder, position);

    /// <summary>Everything before this position has been read.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes that could not be read because they are damaged.</summary>
    public long Damaged { get; private set; }

    /// <summary>The next delivery; null when there is none yet.</summary>
    public Delivery? TryRead()
    {
        while (Position < _spool.Durable)
        {
            if (_file is null || Position >= _end) Open();
            if (SegmentScan.Read(_file!, _start, Position - _start, out var size) is not { } delivery)
            {
                // The segment that was the last one when it was opened may have been sealed since: the next one goes on where it ends.
                if (_end == long.MaxValue && EndOf(_start) is var sealedAt && sealedAt != _end)
                {
                    _end = sealedAt;
                    continue;
                }

                // A sealed segment that no longer reads: the rest of it is lost, the next one is not.
                var end = Math.Min(_end, _spool.Durable);
                Damaged += end - Position;
                Position = end;
                continue;
            }

            Position += size;
            if (delivery.Format != SpoolRecord.CursorOnly) return delivery;
        }

        return null;
    }

    /// <summary>The next delivery, waiting for it if need be.</summary>
    public async ValueTask<Delivery> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (TryRead() is { } delivery) return delivery;
            await _spool.WaitAsync(Position, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    long EndOf(long start)
    {
        foreach (var segment in SegmentFile.All(_folder))
            if (segment.Start > start) return segment.Start;
        return long.MaxValue;
    }

    void Open()
    {
        _file?.Dispose();
        var segments = SegmentFile.All(_folder);
        var index = segments.Count - 1;
        while (index > 0 && segments[index].Start > Position) index--;
        Position = Math.Max(Position, segments[index].Start);
        _start = segments[index].Start;
        _end = EndOf(_start);
        _file = File.OpenHandle(segments[index].Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }
}
