using System.Text;
using Hoplite.Server.Listeners.Drop;
using Hoplite.Store.Pipeline;
using Hoplite.Store.Spooling;
using Hoplite.Telemetry;
using Hoplite.Tests;

namespace Hoplite.Server.Tests.Listeners;

public sealed class DropTests
{
    [Fact]
    public async Task A_file_is_taken_once_whole_and_put_aside()
    {
        await using var bench = new Workbench();
        var drop = Directory.CreateDirectory(Path.Combine(bench.Folder, "drop")).FullName;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new DropListener(drop, bench.Intake, bench.Sources, TimeProvider.System).RunAsync(stop.Token);
        await File.WriteAllTextAsync(Path.Combine(drop, "export.jsonl"), "{\"a\":1}\n{\"b\":2}\n", stop.Token);
        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], await bench.LinesAsync(2));
        var done = Path.Combine(drop, "done");
        using var seen = new FileSystemWatcher(done);
        while (!Directory.EnumerateFiles(done).Any()) seen.WaitForChanged(WatcherChangeTypes.All, 500);
        await stop.CancelAsync();
        await run;
        Assert.False(File.Exists(Path.Combine(drop, "export.jsonl")));
        Assert.Single(bench.Deliveries());
    }

    [Fact]
    public void Text_is_cut_between_lines_and_nothing_is_lost()
    {
        var path = Path.GetTempFileName();
        var line = new string('x', 999) + "\n";
        File.WriteAllText(path, string.Concat(Enumerable.Repeat(line, 40_000)));
        var (pieces, all) = (0, 0L);
        using (var file = File.OpenRead(path))
            for (long offset = 0; DropPieces.Next(file, offset) is { Bytes.Length: > 0 } piece; offset = piece.Next)
            {
                Assert.Equal((byte)'\n', piece.Bytes[^1]);
                pieces++;
                all += piece.Bytes.Length;
            }

        File.Delete(path);
        Assert.Equal((3, 40_000_000L), (pieces, all));
    }

    [Fact]
    public void Every_piece_of_a_Windows_log_is_a_log_by_itself()
    {
        var folder = SharedData.Require("evtx");
        var file = new DirectoryInfo(folder).EnumerateFiles("*.evtx", SearchOption.AllDirectories).OrderByDescending(f => f.Length).First();
        using var stream = file.OpenRead();
        var reader = new DeliveryReader();
        var sink = new Counting();
        for (long offset = 0; DropPieces.Next(stream, offset) is { Bytes.Length: > 0 } piece; offset = piece.Next)
            Assert.Equal(0, reader.Read(new Delivery("drop", "", piece.Bytes) { Received = TimeProvider.System.GetUtcNow() }, sink, TestContext.Current.CancellationToken).Problems);
        Assert.True(sink.Events > 100, $"{sink.Events} events in {file.Name}");
    }

    sealed class Counting : IEventSink
    {
        readonly EventBatch _batch = new();

        public int Events { get; private set; }

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch) => Events += batch.Count;

        public void Report(ReadProblem problem) => Assert.Fail(problem.Reason);

        public void Progress(long bytes)
        {
        }
    }
}
