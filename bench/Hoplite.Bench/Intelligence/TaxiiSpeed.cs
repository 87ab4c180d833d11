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

/// <summary>How fast the TAXII server takes and gives objects over HTTP on loopback, with 1,000, 100,000 and 1,000,000 objects in a collection.</summary>
static class TaxiiSpeed
{
    const int PageSize = 1_000, PerEnvelope = 1_000, Clients = 4, FirstPages = 300;
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
                Enabled = true, MaxPageSize = PageSize, Users = [new TaxiiUserOptions { Name = "bench", Password = TaxiiSignIn.HashPassword("bench"), Clearance = Tlp.Red, Groups = ["*"] }],
                Roots = [new TaxiiRootOptions { Path = "bench", Collections = [.. Collections.Select(c => new TaxiiCollectionOptions { Id = c.Id, Title = c.Id, CanWrite = true })] }],
            },
        };
        try
        {
            await using var server = HopliteServer.Create(options);
            await server.StartAsync();
            using var client = new HttpClient { BaseAddress = new Uri(server.Addresses[0]) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("bench:bench"u8));
            foreach (var (id, objects) in Collections)
            {
                var path = $"/bench/collections/{id}/objects/";
                var post = await PostAsync(client, path, objects);
                var get = await GetAsync(client, path);
                var (p50, p99) = await FirstPageAsync(client, path);
                Console.WriteLine($"{objects,9:N0} objects: POST {post,9:N0}/s durable ({PerEnvelope} an envelope, {Clients} clients); GET {get,9:N0}/s ({PageSize} a page, one client); first page p50 {p50:N2} ms, p99 {p99:N2} ms (goals: 20,000/s, 100,000/s, 50 ms)");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    static async Task<double> PostAsync(HttpClient client, string path, int objects)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) * PerEnvelope < objects;)
            {
                using var body = new ByteArrayContent(Envelope());
                body.Headers.TryAddWithoutValidation("Content-Type", MediaTypes.Taxii);
                using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), body);
                answer.EnsureSuccessStatusCode();
            }
        })));
        return objects / watch.Elapsed.TotalSeconds;
    }

    static async Task<double> GetAsync(HttpClient client, string path)
    {
        var (count, question) = (0, path);
        var watch = Stopwatch.StartNew();
        do
        {
            var bytes = await client.GetByteArrayAsync(new Uri(question, UriKind.Relative));
            count += PageSize;
            var tail = Encoding.UTF8.GetString(bytes.AsSpan(Math.Max(0, bytes.Length - 100)));
            var next = tail.IndexOf("\"next\":\"", StringComparison.Ordinal);
            question = next < 0 ? watch.Elapsed.TotalSeconds < 2 ? path : "" : $"{path}?next={tail[(next + 8)..tail.LastIndexOf('"')]}";
        }
        while (question.Length > 0 && watch.Elapsed.TotalSeconds < 30);
        return count / watch.Elapsed.TotalSeconds;
    }

    static async Task<(double P50, double P99)> FirstPageAsync(HttpClient client, string path)
    {
        var times = new List<double>(FirstPages);
        for (var i = 0; i < FirstPages; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(new Uri(path, UriKind.Relative));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return (times[FirstPages / 2], times[FirstPages * 99 / 100]);
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
