using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Hoplite.Bench.Soak;
using Hoplite.Response.Netfilter;

namespace Hoplite.Bench.Responding;

/// <summary>From the arrival of the last event that convicts an address to the address being blocked in the kernel, in a real server, without a person and without a model.</summary>
static partial class DetectionToKernel
{
    // One set of the firewall takes no more at once.
    const int Attackers = 45;

    const string Rule =
        """
        title: A connection from a known bad address
        id: 5b0c36a8-7b6c-4b7b-9a53-2f1f5f0d8a01
        logsource: { product: zeek, service: conn }
        detection: { hit: { conn_state: SF, local_orig: 'false' }, condition: hit }
        level: high
        tags: [attack.credential-access, attack.t1110]
        """;

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public static int Run()
    {
        var code = 1;

        // The namespace belongs to the thread; the server is told of it by its file.
        var thread = new Thread(() => code = Unshare(0x40000000) < 0 ? 2 : Measure());
        thread.Start();
        thread.Join();
        return code;
    }

    static int Measure()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-respond-").FullName;
        File.WriteAllText(Path.Combine(folder, "known.yml"), Rule);
        var more = $"rules: {{ paths: [{folder}/known.yml], starter: false }}\nresponse: {{ packet_filter: true, network_namespace: /proc/{Environment.ProcessId}/task/{ThreadNumber()}/ns/net }}\nagents: {{ narrow_an_hour: 1000, autonomy: {{ block-address: act }} }}\n";
        using var filter = PacketFilter.Open();
        using var server = new ServerUnderTest(folder, more, "zeek-a", "zeek-b");
        server.StartAsync().GetAwaiter().GetResult();
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(10));
        var (times, missed) = (new List<double>(), 0);
        for (var i = 0; i < Attackers; i++)
        {
            var address = $"198.51.100.{i + 1}";
            Send(server, "zeek-a", address);
            Send(server, "zeek-b", address);
            var began = Stopwatch.GetTimestamp();
            while (filter.Use() == TableUse.Absent || filter.Find(FilterList.Blocked, new IPNetwork(IPAddress.Parse(address), 32)) is null)
            {
                if (Stopwatch.GetElapsedTime(began) > Longest) break;
                never.Wait(2);
            }

            if (Stopwatch.GetElapsedTime(began) > Longest) missed++;
            else if (i >= 5) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{times.Count} attackers, a server's own time from the last event to the kernel: p50 {times[times.Count / 2]:0} ms, p95 {times[times.Count * 95 / 100]:0} ms, longest {times[^1]:0} ms; not blocked within 20 s: {missed} (goal: p99 1000 ms)"));
        server.StopAsync().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
        return missed == 0 && times[^1] < 1000 ? 0 : 1;
    }

    static void Send(ServerUnderTest server, string source, string address)
    {
        var time = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var lines = string.Join('\n', Enumerable.Range(0, 3).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"_path":"conn","ts":{{time - i}}.5,"uid":"C{{i}}{{source[^1]}}","id.orig_h":"{{address}}","id.orig_p":{{40000 + i}},"id.resp_h":"10.1.0.5","id.resp_p":22,"proto":"tcp","conn_state":"SF","local_orig":false,"orig_bytes":4000,"resp_bytes":900}""")));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ingest") { Content = new StringContent(lines + "\n") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServerUnderTest.TokenOf(source));
        using var answer = server.Client.Send(request);
        answer.EnsureSuccessStatusCode();
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int ThreadNumber();
}
