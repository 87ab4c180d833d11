using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Hoplite.Bench.Soak;

/// <summary>A steady load for some minutes, then a burst as fast as it is taken; and what became of it.</summary>
static class SoakRun
{
    const int BatchSize = 500;
    const string Template = "b{0}";

    public static async Task<int> RunAsync(double minutes, int rate)
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-soak-").FullName;
        using var server = new ServerUnderTest(folder);
        await server.StartAsync();
        await Task.Delay(5000);
        var idle = server.Resident();
        var load = new LoadBatch(1);
        var sent = 0L;
        var batches = 0;
        var late = 0;
        var most = 0.0;
        var cpu = server.CpuSeconds;
        var watch = Stopwatch.StartNew();
        var spacing = (double)BatchSize / rate;
        var total = (int)(minutes * 60 / spacing);
        var marked = 0;
        for (; batches < total; batches++)
        {
            var wait = batches * spacing - watch.Elapsed.TotalSeconds;
            if (wait > 0) await Task.Delay(TimeSpan.FromSeconds(wait));
            else if (wait < -1) late++;
            var isMarked = batches % Math.Max(1, (int)(1 / spacing)) == 0;
            if (isMarked) marked++;
            sent += await SendAsync(batches, isMarked);
            if (batches % 200 == 0)
            {
                most = Math.Max(most, server.Resident());
                if (batches % 2000 != 0) continue;
                var (detection, store) = (await server.FigureAsync("hoplite_spool_waiting_detection_bytes") / 1024, await server.FigureAsync("hoplite_spool_waiting_store_bytes") / 1024);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds,5:0} s  {sent} events  {server.Resident():0} MB  detection waits for {detection:0} kB, store for {store:0} kB"));
            }
        }

        var steady = sent / watch.Elapsed.TotalSeconds;
        var busy = (server.CpuSeconds - cpu) / watch.Elapsed.TotalSeconds;
        var (burst, drained) = await BurstAsync(server, load, ref batches);
        sent += burst.Events;
        most = Math.Max(most, server.Resident());
        await server.StopAsync();

        var evidence = new Evidence(server.Data);
        var (events, distinct, _) = evidence.Events();
        var markers = evidence.Markers();
        var latencies = markers.Select(m => m.Seconds).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            steady: {steady:0} events/s for {minutes:0.#} min, {busy:0.00} cores of the server, {late} batches began more than a second late
            event to incident: {latencies.Length} of {marked} markers, p50 {Percentile(latencies, 0.5):0.000} s, p95 {Percentile(latencies, 0.95):0.000} s, p99 {Percentile(latencies, 0.99):0.000} s, most {latencies.LastOrDefault():0.000} s
            burst: {burst.Events / burst.Seconds:0} events/s accepted for {burst.Seconds:0} s; searchable and looked at {drained:0.0} s after its end
            store: sent {sent}, stored {events}, different {distinct}; {(double)evidence.Bytes() / Math.Max(1, events):0.0} bytes an event on disk
            memory: idle {idle:0} MB, most {most:0} MB
            """));
        Directory.Delete(folder, recursive: true);
        return events == sent && distinct == sent && latencies.Length == marked && Percentile(latencies, 0.95) < 1 ? 0 : 1;

        async Task<int> SendAsync(int number, bool isMarked)
        {
            var id = string.Format(CultureInfo.InvariantCulture, CompositeFormat.Parse(Template), number);
            using var body = new ByteArrayContent(load.Make(id, BatchSize, TimeProvider.System.GetUtcNow(), isMarked ? "m-" + id : null));
            using var answer = await server.Client.PostAsync(new Uri("/ingest", UriKind.Relative), body);
            return answer.IsSuccessStatusCode ? BatchSize : throw new InvalidOperationException($"the server answered {(int)answer.StatusCode}");
        }
    }

    static Task<((long Events, double Seconds) Burst, double Drained)> BurstAsync(ServerUnderTest server, LoadBatch load, ref int next)
    {
        var first = next;
        next += 100_000;
        return BurstAsync(server, load, first);
    }

    // Bodies are made before the clock starts: what is measured is the server, not the sender.
    static async Task<((long Events, double Seconds) Burst, double Drained)> BurstAsync(ServerUnderTest server, LoadBatch load, int first)
    {
        const int Bodies = 1_200;
        var bodies = Enumerable.Range(0, Bodies).Select(i => load.Make($"b{first + i}", BatchSize, TimeProvider.System.GetUtcNow(), null)).ToArray();
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (body, cancellation) =>
        {
            using var content = new ByteArrayContent(body);
            using var answer = await server.Client.PostAsync(new Uri("/ingest", UriKind.Relative), content, cancellation);
            answer.EnsureSuccessStatusCode();
        });
        var seconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        while (await server.FigureAsync("hoplite_spool_waiting_store_bytes") > 0 || await server.FigureAsync("hoplite_spool_waiting_detection_bytes") > 0) await Task.Delay(100);
        return (((long)Bodies * BatchSize, seconds), watch.Elapsed.TotalSeconds);
    }

    static double Percentile(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length))];
}
