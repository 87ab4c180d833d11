namespace Hoplite.Telemetry.Scanning;

/// <summary>Stands before the sink of a worker: counts, and knows the batch a failing reader left behind.</summary>
sealed class TaskSink(IEventSink inner, ScanProgress progress) : IEventSink
{
    EventBatch? _rented;
    long _bytesLeft;
    bool _packed;

    /// <summary>Bytes the reader has taken of its input.</summary>
    public long InputBytes { get; private set; }

    /// <summary>Whether the sink itself failed; that is no problem of the evidence.</summary>
    public bool Failed { get; private set; }

    /// <summary>A task of this many bytes begins.</summary>
    public void Begin(long bytes)
    {
        _bytesLeft = bytes;
        _packed = false;
    }

    /// <summary>The task has ended: what it did not count was dealt with all the same.</summary>
    public void Finish()
    {
        progress.AddBytes(_bytesLeft);
        _bytesLeft = 0;
    }

    /// <summary>A reader begins with an input.</summary>
    public void Open() => InputBytes = 0;

    /// <summary>A reader ended with an input, perhaps by failing.</summary>
    /// <param name="isFirstPiece">Whether it began where the file does: the other pieces are no files of their own.</param>
    public void Close(bool isFirstPiece)
    {
        if (_rented is { } batch) Post(batch);
        if (isFirstPiece) progress.AddFile();
    }

    /// <summary>From now on what the archive takes from the disk counts, not what readers take from the archive.</summary>
    public void CountPacked() => _packed = true;

    public void AddPacked(long bytes) => Count(bytes);

    public EventBatch Rent(EvidenceSource source)
    {
        try
        {
            return _rented = inner.Rent(source);
        }
        catch (Exception)
        {
            Failed = true;
            throw;
        }
    }

    public void Post(EventBatch batch)
    {
        _rented = null;
        progress.AddEvents(batch.Count);
        try
        {
            inner.Post(batch);
        }
        catch (Exception)
        {
            Failed = true;
            throw;
        }
    }

    public void Report(ReadProblem problem)
    {
        progress.AddProblem();
        inner.Report(problem);
    }

    public void Progress(long bytes)
    {
        InputBytes += bytes;
        inner.Progress(bytes);
        if (!_packed) Count(bytes);
    }

    void Count(long bytes)
    {
        bytes = Math.Min(bytes, _bytesLeft);
        _bytesLeft -= bytes;
        progress.AddBytes(bytes);
    }
}
