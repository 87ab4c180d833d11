using System.Diagnostics;
using System.Globalization;
using Hoplite.Bench.Measuring;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Bench.Ratios;

/// <summary>The event store and the query language over one day of process events, beside SQL written by hand.</summary>
static class HuntQueries
{
    static readonly int Portion = int.Parse(Environment.GetEnvironmentVariable("HOPLITE_BENCH_PORTION") ?? "20000", CultureInfo.InvariantCulture);
    static readonly DateTime Day = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IEnumerable<Ratio> Run()
    {
        var events = int.Parse(Environment.GetEnvironmentVariable("HOPLITE_BENCH_EVENTS") ?? "10000000", CultureInfo.InvariantCulture) / Portion * Portion;
        var folder = Directory.CreateTempSubdirectory("hoplite-bench-").FullName;
        try
        {
            yield return Fill(folder, events, out var hot);
            yield return new($"disk, hot: {events:N0} process events of 12 fields", $"{hot:0.0} B an event", "70 B an event", 70 / hot, 1);
            using var store = EventStore.Open(folder);
            foreach (var ratio in Queries(store)) yield return ratio;
            var clock = Stopwatch.GetTimestamp();
            store.Age(new DateTimeOffset(Day).AddDays(4));
            var took = Stopwatch.GetElapsedTime(clock).TotalSeconds;
            var cold = new DirectoryInfo(Path.Combine(folder, "cold")).EnumerateFiles().Sum(f => f.Length) / (double)events;
            yield return new($"disk, cold: the same as hourly Parquet files ({took:0} s to write)", $"{cold:0.0} B an event", "30 B an event", 30 / cold, 1);
            foreach (var ratio in Queries(store)) yield return ratio with { What = "cold: " + ratio.What, Goal = null };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // One thread for everything, so that the processor time of the thread is all there is.
    static Ratio Fill(string folder, int events, out double bytes)
    {
        var source = new ProcessEvents(1);
        var (spent, committing) = (0.0, 0.0);
        using (var store = EventStore.Open(folder, new EventStoreOptions { Threads = 1 }))
        {
            var json = ReaderCatalogue.All.MaxBy(r => r.Sniff(new ProcessEvents(2).Next(10, Day, Day.AddHours(1)), "events.json"))!;
            for (var done = 0; done < events; done += Portion)
            {
                var from = Day.AddTicks((long)(TimeSpan.TicksPerDay * (done / (double)events)));
                var lines = source.Next(Portion, from, from.AddTicks((long)(TimeSpan.TicksPerDay * (Portion / (double)events))));
                var sink = new AppendingSink(store, new Arrival("bench", done, new DateTimeOffset(from)), seconds => spent += seconds);
                json.Read(new EvidenceInput(new EvidenceSource("bench", new DateTimeOffset(from)), new MemoryStream(lines), 0, lines.Length), sink, CancellationToken.None);
                var start = CpuClock.Thread;
                store.Commit(done + Portion);
                committing += CpuClock.Thread - start;
            }
        }

        spent += committing;

        bytes = new FileInfo(Path.Combine(folder, "events.duckdb")).Length / (double)events;
        return new($"store: {events:N0} parsed events appended and committed in portions of {Portion:N0}, one core", $"{events / spent / 1000:0}k rows/s ({committing / spent:0%} of the time in commits)", "150k rows/s", events / spent / 150_000, 1);
    }

    static IEnumerable<Ratio> Queries(EventStore store)
    {
        var engine = new HuntEngine(store, TimeProvider.System);
        yield return Compare(
            engine, store, "one hour and one machine, grouped", 200,
            "where time between (datetime(2026-03-01T10:00:00Z) .. datetime(2026-03-01T11:00:00Z)) and host == 'WS-0042.corp.example' | summarize n = count() by process | top 20 by n",
            "SELECT process, count(*) AS n FROM events WHERE time >= TIMESTAMP '2026-03-01 10:00:00' AND time <= TIMESTAMP '2026-03-01 11:00:00' AND host = 'WS-0042.corp.example' GROUP BY process ORDER BY n DESC LIMIT 20");
        yield return Compare(
            engine, store, "contains over the whole day, case folded", 2000,
            "where command_line contains 'NETSVCS -p' | summarize n = count() by host | top 20 by n",
            "SELECT host, count(*) AS n FROM events WHERE contains(lower(command_line), 'netsvcs -p') GROUP BY host ORDER BY n DESC LIMIT 20");
        yield return Compare(
            engine, store, "the same with digits in the text, which need no folding", 2000,
            "where command_line contains '--ID=4242' | summarize n = count() by host | top 20 by n",
            "SELECT host, count(*) AS n FROM events WHERE contains(lower(command_line), '--id=4242') GROUP BY host ORDER BY n DESC LIMIT 20");
        yield return Compare(
            engine, store, "rare pairs of parent and child over the day", null,
            "where class == 'process_activity' | rare parent_process, process max=20 | take 20",
            "SELECT parent_process, process, count(*) AS n, count(DISTINCT host), min(time), max(time) FROM events WHERE class = 'process_activity' GROUP BY 1, 2 HAVING count(*) <= 20 ORDER BY n LIMIT 20");
        yield return Compare(
            engine, store, "a field of the source that has no column, over the day", null,
            "where User == @'CORP\\user77' | summarize n = count() by host | top 20 by n",
            "SELECT host, count(*) AS n FROM events WHERE fields['User'] = 'CORP\\user77' GROUP BY host ORDER BY n DESC LIMIT 20");
    }

    static Ratio Compare(HuntEngine engine, EventStore store, string what, double? goal, string kql, string sql)
    {
        var ours = Best(() => engine.Run(kql, new HuntOptions { Timeout = TimeSpan.FromMinutes(5) }).Rows.Count);
        var other = Best(() =>
        {
            using var connection = store.Connect();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = 0;
            while (reader.Read()) rows++;
            return rows;
        });
        var (mine, beside) = ($"{ours.Cpu:0} ms of processor time ({ours.Wall:0} ms by the clock)", $"SQL by hand {other.Cpu:0} ms ({other.Wall:0} ms)");
        return goal is { } most ? new(what, $"{mine}; {beside}, ratio {other.Cpu / ours.Cpu:0.00}", $"{most:0} ms", most / ours.Cpu, 1) : new(what, mine, beside, other.Cpu / ours.Cpu, null);
    }

    // The machine has other work too; the best of some runs is the nearest to the truth.
    static (double Wall, double Cpu) Best(Func<int> work)
    {
        using var process = Process.GetCurrentProcess();
        var (wall, cpu) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < 7; i++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            _ = work();
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            process.Refresh();
            cpu = Math.Min(cpu, Math.Max(1, (process.TotalProcessorTime - before).TotalMilliseconds));
        }

        return (wall, cpu);
    }

    sealed class AppendingSink(EventStore store, Arrival arrival, Action<double> spent) : IEventSink
    {
        readonly EventBatch _batch = new();
        long _ordinal;

        public EventBatch Rent(EvidenceSource source)
        {
            _batch.Reset(source);
            return _batch;
        }

        public void Post(EventBatch batch)
        {
            var start = CpuClock.Thread;
            store.Append(batch, arrival, _ordinal);
            spent(CpuClock.Thread - start);
            _ordinal += batch.Count;
        }

        public void Report(ReadProblem problem) => throw new InvalidOperationException(problem.ToString());

        public void Progress(long bytes)
        {
        }
    }
}
