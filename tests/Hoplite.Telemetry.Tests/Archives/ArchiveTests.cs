using System.Formats.Tar;
using Hoplite.Telemetry.Scanning;
using Hoplite.Telemetry.Tests.Scanning;

namespace Hoplite.Telemetry.Tests.Archives;

public class ArchiveTests
{
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Members_are_found_in_archives_in_archives(TarEntryFormat format)
    {
        using var folder = new Folder();
        var lines = Packed.Lines(10);
        var longName = new string('d', 90) + "/" + new string('f', 90) + ".jsonl";
        folder.Write("all.zip", Packed.Zip(
            ("plain.jsonl", lines),
            ("x.tgz", Packed.Gzip(Packed.Tar(format, (longName, lines), ("b.jsonl.zst", Packed.Zstandard(lines))))),
            ("inner.zip", Packed.Zip(("c.jsonl", lines)))));
        var (sink, progress) = folder.Scan();
        Assert.Empty(sink.Problems);
        Assert.Equal(40, sink.Events.Count);
        Assert.Equal(progress.TotalBytes, progress.BytesDone);
        Assert.Contains(sink.Events, e => e.Source.Path.EndsWith("all.zip!x.tgz!" + longName, StringComparison.Ordinal));
    }

    [Fact]
    public void A_large_zip_is_shared_by_the_workers_and_read_once()
    {
        using var folder = new Folder();
        var random = new Random(1);
        var noise = Enumerable.Range(0, 60_000).Select(i => $"{{\"n\":{i},\"x\":\"{random.NextInt64():x16}{random.NextInt64():x16}\"}}\n");
        var bytes = System.Text.Encoding.UTF8.GetBytes(string.Concat(noise));
        folder.Write("large.zip", Packed.Zip(("a.jsonl", bytes), ("b.jsonl", bytes[..(bytes.AsSpan(0, 99_999).LastIndexOf((byte)'\n') + 1)]), ("c.jsonl", bytes)));
        var (sink, progress) = folder.Scan(new ScanOptions { Workers = 3 });
        Assert.Empty(sink.Problems);
        Assert.True(sink.Events.Count > 120_000);
        Assert.Equal(3, progress.FilesDone);
        Assert.Equal(progress.TotalBytes, progress.BytesDone);
    }

    [Fact]
    public void A_bomb_is_reported_once_and_does_not_go_off()
    {
        using var folder = new Folder();
        var zeros = new byte[128 << 20];
        zeros.AsSpan().Fill((byte)'\n');
        folder.Write("bomb.zip", Packed.Zip(("a.jsonl", [.. "{\"n\":1}\n"u8, .. zeros]), ("b.jsonl", [.. "{\"n\":1}\n"u8, .. zeros])));
        var (sink, _) = folder.Scan(new ScanOptions { MaxRatio = 100, FreeUnpacked = 1 << 20, Workers = 2 });
        Assert.Equal("unpacks to more than 100 times its size, left out", Assert.Single(sink.Problems).Reason);
    }

    [Fact]
    public void What_a_file_unpacks_to_is_bounded_over_all_its_members()
    {
        using var folder = new Folder();
        var lines = Packed.Lines(10_000);
        folder.Write("a.zip", Packed.Zip([.. Enumerable.Range(0, 20).Select(i => ($"{i}.jsonl.gz", Packed.Gzip(lines)))]));
        var (sink, _) = folder.Scan(new ScanOptions { MaxUnpacked = 3 * lines.Length });
        Assert.Single(sink.Problems, p => p.Reason.StartsWith("unpacks to more than", StringComparison.Ordinal));
        Assert.InRange(sink.Events.Count, 10_000, 30_000);
    }

    [Fact]
    public void Nesting_ends_at_the_limit()
    {
        using var folder = new Folder();
        var bytes = Packed.Lines(1);
        for (var i = 0; i < 7; i++) bytes = Packed.Gzip(bytes);
        folder.Write("deep.gz", bytes);
        var (sink, _) = folder.Scan();
        Assert.Equal("archives nested deeper than 5", Assert.Single(sink.Problems).Reason);
    }

    [Fact]
    public void A_member_name_that_climbs_out_stays_a_name()
    {
        using var folder = new Folder();
        var outside = "../" + Path.GetRandomFileName() + ".jsonl";
        folder.Write("evil.tar", Packed.Tar(TarEntryFormat.Ustar, (outside, Packed.Lines(2))));
        var (sink, _) = folder.Scan();
        Assert.Equal(2, sink.Events.Count);
        Assert.EndsWith("evil.tar!" + outside, sink.Events[0].Source.Path);
        Assert.False(File.Exists(Path.Combine(folder.Path, outside)));
    }

    [Fact]
    public void A_gzip_file_cut_off_yields_what_came_before()
    {
        using var folder = new Folder();
        var packed = Packed.Gzip(Packed.Lines(100_000));
        folder.Write("cut.jsonl.gz", packed[..(packed.Length / 2)]);
        var (sink, _) = folder.Scan();
        Assert.Contains(sink.Problems, p => p.Reason == "packed data is damaged or cut off" && p.Offset > 0);
        Assert.InRange(sink.Events.Count, 40_000, 60_000);
    }

    [Fact]
    public void Damaged_archives_are_reported_and_never_throw()
    {
        var random = new Random(7);
        var lines = Packed.Lines(50);
        byte[][] samples =
        [
            Packed.Zip(("a.jsonl", lines), ("b.jsonl", lines)), Packed.Gzip(lines), Packed.Zstandard(lines),
            Packed.Tar(TarEntryFormat.Pax, ("a.jsonl", lines)), Packed.Gzip(Packed.Tar(TarEntryFormat.Gnu, (new string('a', 200), lines))),
        ];
        using var folder = new Folder();
        for (var round = 0; round < 300; round++)
        {
            var bytes = (byte[])samples[round % samples.Length].Clone();
            for (var i = random.Next(1, 8); i > 0; i--) bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
            folder.Write($"{round}.bin", bytes[..random.Next(bytes.Length / 2, bytes.Length + 1)]);
        }

        var (sink, progress) = folder.Scan();
        Assert.Equal(progress.TotalBytes, progress.BytesDone);
        Assert.NotEmpty(sink.Problems);
    }
}
