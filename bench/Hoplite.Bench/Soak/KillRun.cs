using System.Globalization;

namespace Hoplite.Bench.Soak;

/// <summary>Kills the server at random moments under load, and counts what became of everything it had acknowledged.</summary>
static class KillRun
{
    const int BatchSize = 200;
    const int Senders = 3;

    public static async Task<int> RunAsync(int kills)
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-kill-").FullName;
        using var server = new ServerUnderTest(folder);
        var random = new Random(20261126);
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        var unanswered = 0;
        for (var round = 0; round < kills; round++)
        {
            await server.StartAsync();
            using var over = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(n => Task.Run(() => SendAsync($"r{round}s{n}", round * Senders + n, over.Token))).ToArray();
            await Task.Delay(random.Next(5, 900));
            await server.KillAsync();
            await over.CancelAsync();
            await Task.WhenAll(senders);
            if ((round + 1) % 20 == 0) Console.WriteLine($"{round + 1} kills, {acknowledged.Count} batches of {BatchSize} acknowledged, {unanswered} without an answer");
        }

        await server.StartAsync();
        while (await server.FigureAsync("hoplite_spool_waiting_store_bytes") > 0 || await server.FigureAsync("hoplite_spool_waiting_detection_bytes") > 0) await Task.Delay(500);
        await Task.Delay(3000);
        await server.StopAsync();

        var evidence = new Evidence(server.Data);
        var (events, distinct, batches) = evidence.Events();
        var lost = acknowledged.Count(b => batches.GetValueOrDefault(b) != BatchSize);
        var torn = batches.Values.Count(c => c != BatchSize);
        var markers = evidence.Markers();
        var found = markers.Select(m => m.Host).ToHashSet(StringComparer.Ordinal);
        var findingsLost = batches.Keys.Count(b => !found.Contains("m-" + b));
        var findingsTwice = markers.Count(m => m.Findings != 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            {kills} x SIGKILL: {acknowledged.Count * BatchSize} acknowledged events, {unanswered} batches got no answer
            in the store: {events} events, {distinct} different ones
            acknowledged batches not whole in the store: {lost}; batches stored in part: {torn}; events stored twice: {events - distinct}
            findings expected {batches.Count}, lost {findingsLost}, found twice {findingsTwice}, without incident {markers.Count(m => !m.IsIncident)}
            """));
        Directory.Delete(folder, recursive: true);
        return lost + torn + findingsLost + findingsTwice == 0 && events == distinct ? 0 : 1;

        async Task SendAsync(string name, int seed, CancellationToken over)
        {
            var load = new LoadBatch(seed);
            for (var n = 0; !over.IsCancellationRequested; n++)
            {
                var id = $"{name}b{n}";
                using var body = new ByteArrayContent(load.Make(id, BatchSize, TimeProvider.System.GetUtcNow(), "m-" + id));
                try
                {
                    using var answer = await server.Client.PostAsync(new Uri("/ingest", UriKind.Relative), body, over);
                    if (!answer.IsSuccessStatusCode) continue;
                    lock (acknowledged) acknowledged.Add(id);
                }
                catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or IOException)
                {
                    Interlocked.Increment(ref unanswered);
                }
            }
        }
    }
}
