using System.IO.Compression;
using Hoplite.Telemetry.Archives;

namespace Hoplite.Telemetry.Scanning;

/// <summary>Works on one task after another with one sink.</summary>
sealed class ScanWorker(IReadOnlyList<IEventReader> readers, ScanOptions options, TaskSink sink, CancellationToken cancellation)
{
    // Without it the platform takes a deflate stream that is cut off for one that has ended.
    static ScanWorker() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Reads what the task names; whatever is wrong with it is reported.</summary>
    public void Run(ScanTask task)
    {
        var source = Source(task.File.FullName, () => new DateTimeOffset(task.File.LastWriteTimeUtc, TimeSpan.Zero));
        sink.Begin(task.Bytes);
        try
        {
            using var stream = task.File.Open(
                new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, Options = FileOptions.SequentialScan });
            if (task.Members is { } members) ReadZip(source, stream, members, task.Budget, 0);
            else if (task.Reader is { } reader)
            {
                stream.Position = task.Start;
                Read(reader, new EvidenceInput(source, stream, task.Start, task.Length));
            }
            else ReadFile(source, stream, task);
        }
        catch (Exception e) when (IsProblem(e))
        {
            Report(source, 0, Failure.Reason(e));
        }

        sink.Finish();
    }

    void ReadFile(EvidenceSource source, FileStream stream, ScanTask task)
    {
        var head = new byte[HeadedStream.HeadSize];
        var length = task.Bytes == 0 ? 0 : stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var text = head.AsSpan(0, length);
        stream.Position = 0;
        if (ArchiveKinds.Detect(text) == ArchiveKind.None && !Utf16Text.IsUtf16(text))
        {
            if (Accept(source, text, task.File.Name) is { } reader) Read(reader, new EvidenceInput(source, stream, 0, stream.Length));
            return;
        }

        sink.CountPacked();
        if (ArchiveKinds.Detect(text) == ArchiveKind.Zip) ReadZip(source, stream, null, task.Budget, 0);
        else Open(source, task.File.Name, new CountedStream(stream, sink.AddPacked), task.Budget, 0);
    }

    void Open(EvidenceSource source, string name, Stream stream, UnpackBudget budget, int depth)
    {
        cancellation.ThrowIfCancellationRequested();
        var headed = new HeadedStream(stream);
        var head = headed.Peek();
        if (budget.IsExhausted) return;
        var kind = ArchiveKinds.Detect(head);
        if (kind != ArchiveKind.None && depth >= options.MaxNesting)
        {
            Report(source, 0, $"archives nested deeper than {options.MaxNesting}");
            return;
        }

        switch (kind)
        {
            case ArchiveKind.Zip:
                using (var kept = Spool.Keep(headed, cancellation)) ReadZip(source, kept, null, budget, depth);
                return;
            case ArchiveKind.Gzip:
                var gzip = new CountedStream(headed);
                using (var unpacked = Unpacked(source, new GZipStream(gzip, CompressionMode.Decompress), () => gzip.Count, budget))
                    Open(source, ArchiveKinds.Inner(name), unpacked, budget, depth + 1);
                return;
            case ArchiveKind.Zstandard:
                var zstandard = new CountedStream(headed);
                using (var unpacked = Unpacked(source, new ZstdSharp.DecompressionStream(zstandard), () => zstandard.Count, budget))
                    Open(source, ArchiveKinds.Inner(name), unpacked, budget, depth + 1);
                return;
            case ArchiveKind.Tar:
                var members = new TarMembers(headed);
                while (!budget.IsExhausted && members.Next())
                {
                    var member = Source(source.Path + "!" + Short(members.Name), () => members.LastWrite);
                    Open(member, members.Name, Unpacked(member, new TarMemberStream(members), () => long.MaxValue, budget), budget, depth + 1);
                }

                return;
        }

        if (Utf16Text.IsUtf16(head))
        {
            var text = new HeadedStream(Utf16Text.ToUtf8(headed, head));
            if (Accept(source, text.Peek(), name) is { } reader) Read(reader, new EvidenceInput(source, text));
        }
        else if (Accept(source, head, name) is { } reader) Read(reader, new EvidenceInput(source, headed));
    }

    void ReadZip(EvidenceSource source, Stream stream, int[]? chosen, UnpackBudget budget, int depth)
    {
        sink.CountPacked();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var index in chosen ?? Enumerable.Range(0, zip.Entries.Count))
        {
            if (budget.IsExhausted) return;
            var entry = zip.Entries[index];
            if (entry.FullName.EndsWith('/')) continue;
            var member = Source(source.Path + "!" + Short(entry.FullName), () => new DateTimeOffset(entry.LastWriteTime.DateTime, TimeSpan.Zero));
            try
            {
                var packed = Math.Min(entry.CompressedLength, stream.Length);
                using var unpacked = Unpacked(member, entry.Open(), () => packed, budget);
                Open(member, entry.Name, unpacked, budget, depth + 1);
            }
            catch (Exception e) when (IsProblem(e))
            {
                Report(member, 0, entry.IsEncrypted ? "encrypted" : Failure.Reason(e));
            }

            if (depth == 0) sink.AddPacked(Math.Max(0, entry.CompressedLength));
        }
    }

    UnpackedStream Unpacked(EvidenceSource source, Stream stream, Func<long> packed, UnpackBudget budget) =>
        new(stream, packed, budget, (offset, reason) => Report(source, offset, reason));

    IEventReader? Accept(EvidenceSource source, ReadOnlySpan<byte> head, string name)
    {
        var reader = head.IsEmpty ? null : ScanPlan.Choose(readers, head, name);
        if (reader is not null) return reader;
        Report(source, 0, head.IsEmpty ? "empty" : "format not recognised");
        sink.Open();
        sink.Close(isFirstPiece: true);
        return null;
    }

    void Read(IEventReader reader, EvidenceInput input)
    {
        sink.Open();
        try
        {
            reader.Read(input, sink, cancellation);
        }
        catch (Exception e) when (IsProblem(e))
        {
            Report(input.Source, input.Start + sink.InputBytes, Failure.Reason(e));
        }

        sink.Close(input.Start == 0);
    }

    bool IsProblem(Exception e) => e is not (OperationCanceledException or OutOfMemoryException) && !sink.Failed;

    void Report(EvidenceSource source, long offset, string reason) => sink.Report(new ReadProblem(source, offset, reason));

    static string Short(string name) => name.Length <= 1024 ? name : name[..1024];

    static EvidenceSource Source(string path, Func<DateTimeOffset?> lastWrite)
    {
        try
        {
            return new EvidenceSource(path, lastWrite());
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return new EvidenceSource(path);
        }
    }
}
