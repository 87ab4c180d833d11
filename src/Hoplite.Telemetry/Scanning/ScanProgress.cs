namespace Hoplite.Telemetry.Scanning;

/// <summary>How far a scan is; any thread may read it while the scan runs.</summary>
public sealed class ScanProgress
{
    long _totalBytes, _bytesDone, _filesDone, _events, _problems;

    /// <summary>Bytes of all files found, as they lie on disk; archives count with their packed size. 0 until the walk has ended.</summary>
    public long TotalBytes => Volatile.Read(ref _totalBytes);

    /// <summary>Bytes of them that are dealt with.</summary>
    public long BytesDone => Volatile.Read(ref _bytesDone);

    /// <summary>Files and members of archives that are dealt with.</summary>
    public long FilesDone => Volatile.Read(ref _filesDone);

    /// <summary>Events read.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Problems reported.</summary>
    public long Problems => Volatile.Read(ref _problems);

    internal void Expect(long bytes) => Interlocked.Add(ref _totalBytes, bytes);

    internal void AddBytes(long bytes) => Interlocked.Add(ref _bytesDone, bytes);

    internal void AddFile() => Interlocked.Increment(ref _filesDone);

    internal void AddEvents(int events) => Interlocked.Add(ref _events, events);

    internal void AddProblem() => Interlocked.Increment(ref _problems);
}
