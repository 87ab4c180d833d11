using System.Buffers;
using System.IO.Compression;
using Hoplite.Telemetry.Archives;

namespace Hoplite.Telemetry.Scanning;

/// <summary>Cuts files into tasks, so that several workers share a large one.</summary>
sealed class ScanPlan(IReadOnlyList<IEventReader> readers, ScanOptions options)
{
    const long ZipWorthSharing = 1 << 20;
    const int PackedWeight = 8;
    const int ChunkSize = 64 << 10, ChunkStart = 4 << 10;

    /// <summary>The tasks, the heaviest first.</summary>
    public List<ScanTask> Tasks(IEnumerable<FileInfo> files, Action<ReadProblem> report, CancellationToken cancellation)
    {
        var tasks = new List<ScanTask>();
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            var budget = new UnpackBudget(options);
            try
            {
                Add(tasks, file, budget);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                report(new ReadProblem(new EvidenceSource(file.FullName), 0, Failure.Reason(e)));
            }
        }

        tasks.Sort((a, b) => b.Weight.CompareTo(a.Weight));
        return tasks;
    }

    /// <summary>The reader that is surest of this evidence; null when none claims it.</summary>
    public static IEventReader? Choose(IReadOnlyList<IEventReader> readers, ReadOnlySpan<byte> head, string fileName)
    {
        IEventReader? best = null;
        var score = 0;
        foreach (var reader in readers)
        {
            var sure = reader.Sniff(head, fileName);
            if (sure <= score) continue;
            best = reader;
            score = sure;
        }

        return best;
    }

    void Add(List<ScanTask> tasks, FileInfo file, UnpackBudget budget)
    {
        var size = file.Length;
        var whole = new ScanTask(file, size, size, 0, -1, null, null, budget);
        if (size <= Math.Min(ZipWorthSharing, options.PieceSize))
        {
            tasks.Add(whole);
            return;
        }

        using var stream = file.Open(new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        var head = new byte[HeadedStream.HeadSize];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var text = head.AsSpan(0, read);
        var archive = ArchiveKinds.Detect(text);
        if (archive == ArchiveKind.Zip && Members(stream) is { } members) AddZip(tasks, file, members, budget);
        else if (archive != ArchiveKind.None) tasks.Add(whole with { Weight = archive == ArchiveKind.Tar ? size : size * PackedWeight });
        else if (size <= options.PieceSize * 3 / 2 || Utf16Text.IsUtf16(text)) tasks.Add(whole);
        else if (Choose(readers, text, file.Name) is not { Split: not InputSplit.None } reader) tasks.Add(whole);
        else AddPieces(tasks, whole with { Reader = reader }, stream);
    }

    void AddPieces(List<ScanTask> tasks, ScanTask whole, FileStream stream)
    {
        long start = 0;
        var size = whole.Bytes;
        while (start < size)
        {
            var end = start + options.PieceSize;
            if (end >= size) end = size;
            else if (whole.Reader!.Split == InputSplit.Lines) end = LineStart(stream, end, size);
            else end = Math.Min(size, ChunkStart + (Math.Max(end, ChunkStart + ChunkSize) - ChunkStart) / ChunkSize * ChunkSize);
            if (size - end < options.PieceSize / 4) end = size;
            tasks.Add(whole with { Start = start, Length = end - start, Bytes = end - start, Weight = end - start });
            start = end;
        }
    }

    /// <summary>The offset just behind the first line feed at or after this one.</summary>
    static long LineStart(FileStream stream, long from, long size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            stream.Position = from;
            while (stream.Read(buffer) is > 0 and var read)
            {
                var at = buffer.AsSpan(0, read).IndexOf((byte)'\n');
                if (at >= 0) return from + at + 1;
                from += read;
            }

            return size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static (long Packed, long Size)[]? Members(FileStream stream)
    {
        try
        {
            stream.Position = 0;
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return [.. zip.Entries.Select(e => (e.CompressedLength, e.Length))];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    void AddZip(List<ScanTask> tasks, FileInfo file, (long Packed, long Size)[] members, UnpackBudget budget)
    {
        // Largest first into the lightest group: with a few groups a worker each can be busy to the end.
        var groups = new List<int>[Math.Clamp(members.Length, 1, options.Workers * 4)];
        var weights = new long[groups.Length];
        var packed = new long[groups.Length];
        for (var i = 0; i < groups.Length; i++) groups[i] = [];
        foreach (var i in Enumerable.Range(0, members.Length).OrderByDescending(i => members[i].Size))
        {
            var lightest = Array.IndexOf(weights, weights.Min());
            groups[lightest].Add(i);
            weights[lightest] += Math.Clamp(members[i].Size, 0, options.MaxUnpacked) + 1;
            packed[lightest] += Math.Clamp(members[i].Packed, 0, file.Length);
        }

        var left = file.Length;
        for (var i = 0; i < groups.Length; i++)
        {
            var bytes = i == groups.Length - 1 ? left : Math.Min(left, packed[i]);
            left -= bytes;
            groups[i].Sort();
            tasks.Add(new ScanTask(file, bytes, weights[i], 0, -1, null, [.. groups[i]], budget));
        }
    }
}
