using System.Buffers;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Taxii;
using Hoplite.Server.Configuration;
using Hoplite.Server.Hosting;
using Hoplite.Server.Taxii;

namespace Hoplite.Bench.Intelligence;

/// <summary>How fast the TAXII server takes and gives objects over HTTP on loopback, with 1,000, 100,000 and 1,000,000 objects in a collection: after warming up, the same number of requests at each size, and how the largest compares with the smallest.</summary>
static class TaxiiSpeed
{
    const int PageSize = 1_000, PerEnvelope = 1_000, Clients = 4, Pages = 400, Envelopes = 40;
    const string WarmUp = "00000000-0000-4000-8000-000000000000";
    static readonly (string Id, int Objects)[] Collections = [("00000000-0000-4000-8000-000000000001", 1_000), ("00000000-0000-4000-8000-000000000002", 100_000), ("00000000-0000-4000-8000-000000000003", 1_000_000)];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-taxii-bench-").FullName;
        var options = new ServeOptions
        {
            Data = folder, Web = new WebOptions { Port = 0 },
            Taxii = new TaxiiOptions
            {
                Enabled = true, MaxPageSize = PageSize, Postgres = Environment.GetEnvironmentVariable("HOPLITE_BENCH_POSTGRES") is { Length: > 0 } ? "env:HOPLITE_BENCH_POSTGRES" : null,
                Users = [new TaxiiUserOptions { Name = "bench", Password = TaxiiSignIn.HashPassword("bench"), Clearance = Tlp.Red, Groups = ["*"] }],
                Roots = [new TaxiiRootOptions { Path = "bench", Collections = [.. Collections.Select(c => c.Id).Prepend(WarmUp).Select(id => new TaxiiCollectionOptions { Id = id, Title = id, CanWrite = true })] }],
            },
        };
        try
        {
            await using var server = HopliteServer.Create(options);
            await server.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("bench:bench"u8));
            await PostAsync(client, Objects(WarmUp), 20);
            await PagesAsync(client, Objects(WarmUp), follow: true);
            await PagesAsync(client, Objects(WarmUp), follow: false);

            // All are filled before anything is measured, so that all are measured on the same file.
            foreach (var (id, objects) in Collections) await PostAsync(client, Objects(id), objects / PerEnvelope);
            var found = new List<Measured>();
            foreach (var (id, objects) in Collections)
            {
                var (following, seconds) = await PagesAsync(client, Objects(id), follow: true);
                var (first, _) = await PagesAsync(client, Objects(id), follow: false);
                found.Add(new Measured(objects, Pages * PageSize / seconds, following[Pages / 2], following[Pages * 99 / 100], first[Pages / 2], first[Pages * 99 / 100]) { PostPerSecond = await PostAsync(client, Objects(id), Envelopes) });
            }

            foreach (var m in found)
                Console.WriteLine($"{m.Objects,9:N0} objects: GET {m.GetPerSecond,9:N0}/s (page p50 {m.PageMedian:N2} ms, p99 {m.PageWorst:N2} ms); first page p50 {m.FirstMedian:N2} ms, p99 {m.FirstWorst:N2} ms; POST {m.PostPerSecond,7:N0}/s durable");
            var (small, large) = (found[0], found[^1]);
            Console.WriteLine($"1,000,000 against 1,000 objects: page p50 x{large.PageMedian / small.PageMedian:N2}, first page p50 x{large.FirstMedian / small.FirstMedian:N2}, POST rate x{large.PostPerSecond / small.PostPerSecond:N2} (1.00 is flat; goals: GET 100,000/s, POST 20,000/s, first page p99 50 ms)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    static string Objects(string id) => $"/bench/collections/{id}/objects/";

    static async Task<double> PostAsync(HttpClient client, string path, int envelopes)
    {
        var next = 0;

        // The client is no part of what is measured, so its envelopes are ready before; a large filling makes them as it goes.
        byte[][] ready = envelopes <= Envelopes ? [.. Enumerable.Range(0, envelopes).Select(_ => Envelope())] : [];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) <= envelopes;)
            {
                using var body = new ByteArrayContent(ready.Length > 0 ? ready[at - 1] : Envelope());
                body.Headers.TryAddWithoutValidation("Content-Type", MediaTypes.Taxii);
                using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), body);
                answer.EnsureSuccessStatusCode();
            }
        })));
        return envelopes * PerEnvelope / watch.Elapsed.TotalSeconds;
    }

    // Page after page, from the start again when the collection ends; or the first page each time.
    static async Task<(List<double> Milliseconds, double Seconds)> PagesAsync(HttpClient client, string path, bool follow)
    {
        // Pages go into the same place again and again, so that the client leaves no garbage for the server to be measured with.
        var (times, question, bytes) = (new List<double>(Pages), path, new MemoryStream(4 << 20));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < Pages; i++)
        {
            var start = Stopwatch.GetTimestamp();
            bytes.SetLength(0);
            using (var answer = await client.GetAsync(new Uri(question, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead))
            {
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(bytes);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (!follow) continue;
            var tail = Encoding.UTF8.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)[^(int)Math.Min(bytes.Length, 100)..]);
            var next = tail.IndexOf("\"next\":\"", StringComparison.Ordinal);
            question = next < 0 ? path : $"{path}?next={tail[(next + 8)..tail.LastIndexOf('"')]}";
        }

        var seconds = watch.Elapsed.TotalSeconds;
        times.Sort();
        return (times, seconds);
    }

    sealed record Measured(int Objects, double GetPerSecond, double PageMedian, double PageWorst, double FirstMedian, double FirstWorst)
    {
        public double PostPerSecond { get; init; }
    }

    static byte[] Envelope()
    {
        var sink = new ArrayBufferWriter<byte>();
        sink.Write("{\"objects\":["u8);
        for (var i = 0; i < PerEnvelope; i++)
        {
            var host = Guid.NewGuid();
            Encoding.UTF8.GetBytes($$"""{{(i == 0 ? "" : ",")}}{"type":"indicator","spec_version":"2.1","id":"indicator--{{Guid.NewGuid()}}","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"Host of a campaign","indicator_types":["malicious-activity"],"pattern":"[domain-name:value = '{{host:N}}.example']","pattern_type":"stix","valid_from":"2026-01-01T00:00:00Z"}""", sink);
        }

        sink.Write("]}"u8);
        return sink.WrittenSpan.ToArray();
    }
}
