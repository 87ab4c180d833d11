using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Store.Spooling;

/// <summary>
/// The write-ahead log of everything that arrives: what <see cref="AppendAsync"/> has answered for is on the disk. Deliveries that
/// wait at the same time share one flush.
/// </summary>
/// <remarks>
/// A position is a byte offset in the endless sequence of all records ever written; segments are cut from it. Positions only grow.
/// When a write or flush fails, nothing of it is acknowledged and the file is cut back to what was durable before.
/// </remarks>
public sealed partial class Spool : IAsyncDisposable
{
    readonly string _folder;
    readonly SpoolOptions _options;
    readonly TimeProvider _time;
    readonly Lock _gate = new();
    readonly SemaphoreSlim _work = new(0);
    readonly Task _writer;
    List<Waiting> _waiting = [];
    TaskCompletionSource _drained = NewSignal();
    TaskCompletionSource _grown = NewSignal();
    long _pending;
    long _durable;
    long _first;
    bool _closed;

    Spool(string folder, SpoolOptions options, TimeProvider time)
    {
        (_folder, _options, _time) = (folder, options, time);
        _keys = new KeyMemory(options.Memory);
        Recover();
        _writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Everything before this position is on the disk.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>The first position that is still kept.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>Deliveries that were sent again and not stored again.</summary>
    public long Repeated => Volatile.Read(ref _repeated);

    /// <summary>Opens the spool of a folder, or makes it; what a crash left half-written is cut off.</summary>
    public static Spool Open(string folder, SpoolOptions? options = null, TimeProvider? time = null)
    {
        Directory.CreateDirectory(folder);
        return new Spool(folder, options ?? new SpoolOptions(), time ?? TimeProvider.System);
    }

    /// <summary>Stores a delivery; completes when it is on the disk. Waits while too much waits for the disk already.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="cancellation">Gives up waiting for room; once a delivery has been taken in, it is stored.</param>
    /// <returns>Its position; the earlier one when its key is remembered.</returns>
    /// <exception cref="SpoolFullException">There is no room; nothing of it was stored.</exception>
    /// <exception cref="ArgumentException">The delivery is larger than the spool takes.</exception>
    public async ValueTask<long> AppendAsync(Delivery delivery, CancellationToken cancellation = default)
    {
        SpoolRecord.Check(delivery);
        var waiting = new Waiting(delivery);
        while (true)
        {
            Task drained;
            lock (_gate)
            {
                if (_closed) throw new SpoolFullException("the platform is stopping; send it again after the restart");
                if (_pending == 0 || _pending + delivery.Payload.Length <= _options.MaxPending)
                {
                    _pending += delivery.Payload.Length;
                    _waiting.Add(waiting);
                    break;
                }

                drained = _drained.Task;
            }

            await drained.WaitAsync(cancellation).ConfigureAwait(false);
        }

        _work.Release();
        return await waiting.Done.Task.ConfigureAwait(false);
    }

    /// <summary>Where a source that is read goes on; empty when nothing of it was ever spooled.</summary>
    public string CursorOf(string source)
    {
        lock (_gate) return _cursors.GetValueOrDefault(source, "");
    }

    /// <summary>Completes when there is something behind a position.</summary>
    public async ValueTask WaitAsync(long position, CancellationToken cancellation)
    {
        while (true)
        {
            var grown = Volatile.Read(ref _grown).Task;
            if (Durable > position) return;
            await grown.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A reader that begins at a position, or at the first one that is still kept.</summary>
    public SpoolReader ReadFrom(long position) => new(this, _folder, Math.Max(position, First));

    /// <summary>A position before which everything arrived before a time; as late as can be told from the beginnings of segments.</summary>
    public long PositionBefore(DateTimeOffset time)
    {
        var position = First;
        foreach (var segment in SegmentFile.All(_folder))
        {
            using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (SegmentScan.Read(file, segment.Start, 0, out _) is not { } first || first.Received > time) break;
            position = segment.Start;
        }

        return position;
    }

    /// <summary>Removes whole segments before a position.</summary>
    public void Forget(long position)
    {
        lock (_gate)
        {
            var segments = SegmentFile.All(_folder);
            for (var i = 0; i + 1 < segments.Count && segments[i + 1].Start <= position; i++)
            {
                File.Delete(segments[i].Path);
                Volatile.Write(ref _first, segments[i + 1].Start);
            }
        }
    }

    /// <summary>Writes what is waiting and closes the spool.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate) _closed = true;
        _work.Release();
        await _writer.ConfigureAwait(false);
        _file.Dispose();
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    sealed record Waiting(Delivery Delivery)
    {
        public TaskCompletionSource<long> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
