using System.Text;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Telemetry.Tests.Scanning;

public class EvidenceScannerTests
{
    [Fact]
    public void Every_line_of_a_large_file_is_read_once_however_it_is_cut()
    {
        using var folder = new Folder();
        folder.Write("a.jsonl", Packed.Lines(20_000));
        foreach (var piece in (long[])[64 << 10, 100_003, 1 << 30])
        {
            var (sink, progress) = folder.Scan(new ScanOptions { PieceSize = piece, Workers = 3 });
            Assert.Empty(sink.Problems);
            Assert.Equal(Enumerable.Range(0, 20_000), sink.Values("n").Select(v => int.Parse(v!)).Order());
            Assert.Equal(progress.TotalBytes, progress.BytesDone);
            Assert.Equal(20_000, progress.Events);
        }
    }

    [Fact]
    public void The_position_of_an_event_is_its_offset_in_the_file()
    {
        using var folder = new Folder();
        var bytes = Packed.Lines(10_000);
        folder.Write("a.jsonl", bytes);
        var (sink, _) = folder.Scan(new ScanOptions { PieceSize = 64 << 10 });
        foreach (var record in sink.Events)
            Assert.True(bytes.AsSpan((int)record.Position).StartsWith(record.Raw.Span));
    }

    [Fact]
    public void What_no_reader_claims_and_what_is_empty_is_reported()
    {
        using var folder = new Folder();
        folder.Write("blob.bin", [0, 1, 2, 3, 0, 0, 255]);
        folder.Write("none.log", []);
        var (sink, progress) = folder.Scan();
        Assert.Equal(["empty", "format not recognised"], sink.Problems.Select(p => p.Reason).Order());
        Assert.Equal(2, progress.FilesDone);
    }

    [Fact]
    public void A_link_to_the_folder_above_does_not_make_a_circle()
    {
        using var folder = new Folder();
        folder.Write("deep/a.jsonl", Packed.Lines(3));
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "deep", "up"), folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "again.jsonl"), Path.Combine(folder.Path, "deep", "a.jsonl"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "self"), Path.Combine(folder.Path, "self"));
        var (sink, _) = folder.Scan();
        Assert.Equal(3, sink.Events.Count);
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_reported_and_the_rest_is_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permission bits are a matter of Unix");
        using var folder = new Folder();
        folder.Write("a.jsonl", Packed.Lines(2));
        var closed = folder.Write("closed.jsonl", Packed.Lines(2));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(closed, UnixFileMode.None);
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "a privileged process may read everything");
        var (sink, _) = folder.Scan();
        Assert.Equal(2, sink.Events.Count);
        Assert.Equal("permission denied", Assert.Single(sink.Problems).Reason);
    }

    [Fact]
    public void A_path_that_does_not_exist_is_reported()
    {
        var (sink, _) = Folder.Scan(null, Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()));
        Assert.Equal("no such file", Assert.Single(sink.Problems).Reason);
    }

    [Fact]
    public void A_reader_that_throws_is_a_problem_of_that_file_only()
    {
        using var folder = new Folder();
        folder.Write("a.jsonl", Packed.Lines(2));
        folder.Write("b.bad", "bad");
        var sink = new Collected();
        new EvidenceScanner([.. ReaderCatalogue.All, new Throwing()]).Scan([folder.Path], () => sink, new ScanProgress(), TestContext.Current.CancellationToken);
        Assert.Equal(2, sink.Events.Count);
        Assert.Equal(("input error", 3L), Assert.Single(sink.Problems.Select(p => (p.Reason, p.Offset))));
    }

    [Fact]
    public void A_sink_that_throws_ends_the_scan()
    {
        using var folder = new Folder();
        folder.Write("a.jsonl", Packed.Lines(2));
        Assert.Throws<InvalidOperationException>(() =>
            new EvidenceScanner(ReaderCatalogue.All).Scan([folder.Path], () => new Refusing(), new ScanProgress(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_cancelled_scan_says_so()
    {
        using var folder = new Folder();
        folder.Write("a.jsonl", Packed.Lines(2));
        Assert.Throws<OperationCanceledException>(() =>
            new EvidenceScanner(ReaderCatalogue.All).Scan([folder.Path], () => new Collected(), new ScanProgress(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Text_in_UTF_16_is_read_as_if_it_were_UTF_8()
    {
        using var folder = new Folder();
        folder.Write("little.jsonl", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"name\":\"Zoë\"}\n")]);
        folder.Write("big.jsonl", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("{\"name\":\"Zoë\"}\n")]);
        var (sink, _) = folder.Scan();
        Assert.Empty(sink.Problems);
        Assert.Equal(["Zoë", "Zoë"], sink.Values("name"));
    }

    sealed class Throwing : IEventReader
    {
        public string Format => "throwing";

        public InputSplit Split => InputSplit.None;

        public int Sniff(ReadOnlySpan<byte> head, string fileName) => head.StartsWith("bad"u8) ? 100 : 0;

        public void Read(EvidenceInput input, IEventSink sink, CancellationToken cancellation)
        {
            sink.Rent(input.Source);
            sink.Progress(3);
            throw new IOException("the medium failed");
        }
    }

    sealed class Refusing : IEventSink
    {
        public EventBatch Rent(EvidenceSource source) => throw new InvalidOperationException();

        public void Post(EventBatch batch) => throw new InvalidOperationException();

        public void Report(ReadProblem problem)
        {
        }

        public void Progress(long bytes)
        {
        }
    }
}
