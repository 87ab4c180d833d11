using System.IO.Compression;
using Hoplite.Telemetry.Scanning;
using Hoplite.Telemetry.Tests.Scanning;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Text;

public class RecordedDataTests
{
    [Theory]
    [InlineData("Android", 0.7)]
    [InlineData("Apache", 0.99)]
    [InlineData("BGL", 0.95)]
    [InlineData("HDFS", 0.99)]
    [InlineData("HPC", 0)]
    [InlineData("Hadoop", 0.95)]
    [InlineData("HealthApp", 0)]
    [InlineData("Linux", 0)]
    [InlineData("Mac", 0)]
    [InlineData("OpenSSH", 0)]
    [InlineData("OpenStack", 0)]
    [InlineData("Proxifier", 0)]
    [InlineData("Spark", 0.9)]
    [InlineData("Thunderbird", 0)]
    [InlineData("Windows", 0)]
    [InlineData("Zookeeper", 0.95)]
    public void Every_line_of_a_recorded_log_becomes_an_event_with_a_time(string system, double least)
    {
        var path = SharedData.Require($"loghub/{system}/{system}_2k.log");
        var bytes = File.ReadAllBytes(path);
        var lines = File.ReadAllLines(path).Count(l => l.Trim().Length > 0);
        var sink = Reading.Read(bytes, path);
        Assert.Empty(sink.Problems);
        Assert.Equal(lines, sink.Events.Count);
        var timed = sink.Events.Count(e => e.Time is not null);
        var grouping = Grouping(path);
        TestContext.Current.TestOutputHelper!.WriteLine($"{system,-12} {Reading.Choose(bytes, path).Format,-9} timed {timed}/{lines} grouping accuracy {grouping:F3}");
        if (system is not "HPC") Assert.InRange(timed, lines * 9 / 10, lines);
        Assert.InRange(grouping, least, 1);
    }

    [Fact]
    public void Every_row_of_the_recorded_alerts_is_read()
    {
        foreach (var path in Directory.GetFiles(SharedData.Require("ait-ads/alerts_csv"), "r*.csv.gz"))
        {
            var (sink, _) = Folder.Scan(null, path);
            using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            var lines = -1;
            while (text.ReadLine() is not null) lines++;
            Assert.Empty(sink.Problems);
            Assert.Equal(lines, sink.Events.Count);
            Assert.All(sink.Events, e => Assert.Equal(7, e.Fields.Count));
            Assert.All(sink.Events, e => Assert.NotNull(e.Time));
        }
    }

    [Theory]
    [InlineData("zeek-suricata/zed-sample-data/zeek-default", true)]
    [InlineData("zeek-suricata/zed-sample-data/zeek-json", false)]
    public void Recorded_Zeek_logs_are_read_without_a_problem(string folder, bool namesItsLogs)
    {
        var sink = new Counting();
        var progress = new ScanProgress();
        new EvidenceScanner(ReaderCatalogue.All, new ScanOptions { Workers = 1 }).Scan([SharedData.Require(folder)], () => sink, progress, TestContext.Current.CancellationToken);
        TestContext.Current.TestOutputHelper!.WriteLine($"{folder}: {progress.FilesDone} files, {progress.Events} events");
        foreach (var problem in sink.Problems.Take(20)) TestContext.Current.TestOutputHelper!.WriteLine($"{problem}");
        Assert.Empty(sink.Problems);
        Assert.Equal(progress.TotalBytes, progress.BytesDone);
        if (namesItsLogs) Assert.All(sink.Products, p => Assert.Equal("zeek", p));
    }

    // The share of lines whose group of equal templates is exactly the group the data set gives them.
    static double Grouping(string path)
    {
        var truth = Reading.Read(File.ReadAllBytes(path + "_structured.csv"), path + "_structured.csv").Events;
        var parser = new Hoplite.Telemetry.Text.Templates.TemplateReader();
        var found = Reading.Read(File.ReadAllBytes(path), path, parser).Events;
        if (truth.Count != found.Count) return 0;
        var pairs = truth.Zip(found, (t, f) => (Event: t["EventId"] ?? "", Id: f["template_id"] ?? "")).ToList();
        var sizes = pairs.GroupBy(p => p).ToDictionary(g => g.Key, g => g.Count());
        var events = pairs.GroupBy(p => p.Event).ToDictionary(g => g.Key, g => g.Count());
        var ids = pairs.GroupBy(p => p.Id).ToDictionary(g => g.Key, g => g.Count());
        return pairs.Count(p => sizes[p] == events[p.Event] && sizes[p] == ids[p.Id]) / (double)pairs.Count;
    }

    sealed class Counting : IEventSink
    {
        readonly EventBatch _batch = new();

        public List<ReadProblem> Problems { get; } = [];

        public HashSet<string?> Products { get; } = [];

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
            for (var i = 0; i < batch.Count; i++) Products.Add(LogSourceTable.Get(batch[i].Source).Product);
        }

        public void Report(ReadProblem problem) => Problems.Add(problem);

        public void Progress(long bytes)
        {
        }
    }
}
