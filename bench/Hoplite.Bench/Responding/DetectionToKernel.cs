using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Hoplite.Bench.Soak;
using Hoplite.Response.Netfilter;

namespace Hoplite.Bench.Responding;

/// <summary>From the sending of the last event that convicts an address to the address being blocked in the kernel, in a real server, without a person and without a model.</summary>
static partial class DetectionToKernel
{
    // One set of the firewall takes fifty at once.
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

    static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Starting = TimeSpan.FromMinutes(3);

    public static int Run()
    {
        // The namespace belongs to a thread that does nothing but keep it; the server is told of it by its file.
        using var over = new ManualResetEventSlim();
        using var ready = new ManualResetEventSlim();
        var (isMade, number) = (false, 0);
        var keeper = new Thread(() =>
        {
            (isMade, number) = (Unshare(0x40000000) == 0, ThreadNumber());
            ready.Set();
            over.Wait();
        });
        keeper.Start();
        ready.Wait();
        try
        {
            return isMade ? Measure($"/proc/{Environment.ProcessId}/task/{number}/ns/net") : 2;
        }
        finally
        {
            over.Set();
            keeper.Join();
        }
    }

    static int Measure(string space)
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-respond-").FullName;
        File.WriteAllText(Path.Combine(folder, "known.yml"), Rule);
        var more = $"rules: {{ paths: [{folder}/known.yml], starter: true }}\nresponse: {{ packet_filter: true, network_namespace: {space} }}\nagents: {{ narrow_an_hour: 1000, autonomy: {{ block-address: act }} }}\n";
        using var filter = PacketFilter.Open(space);
        using var server = new ServerUnderTest(folder, more, "zeek-a", "zeek-b");
        server.StartAsync().GetAwaiter().GetResult();

        // The first one waits for the policies to be compiled, which is done once.
        var first = Blocked(server, filter, 0, Starting);
        double?[] times = [.. Enumerable.Range(1, Attackers).Select(i => Blocked(server, filter, i, Longest))];
        var known = times.OfType<double>().Order().ToArray();
        var missed = times.Length - known.Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the first attacker after the start: {first / 1000:0.0} s; {known.Length} more, from the last event to the kernel: p50 {known.ElementAtOrDefault(known.Length / 2):0} ms, p95 {known.ElementAtOrDefault(known.Length * 95 / 100):0} ms, longest {known.LastOrDefault():0} ms; not blocked within {Longest.TotalSeconds:0} s: {missed} (goal: p99 1000 ms)"));
        server.StopAsync().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
        return missed == 0 && known[^1] < 1000 ? 0 : 1;
    }

    // Milliseconds; each attacker has a machine of his own, and is seen by two sensors and by it.
    static double? Blocked(ServerUnderTest server, PacketFilter filter, int number, TimeSpan longest)
    {
        using var never = new ManualResetEventSlim();
        var address = $"198.51.100.{number + 1}";
        Send(server, "load", Guessing(address, number));
        Send(server, "zeek-a", Connections(address, number, 'a'));
        var began = Stopwatch.GetTimestamp();
        Send(server, "zeek-b", Connections(address, number, 'b'));
        var network = new IPNetwork(IPAddress.Parse(address), 32);
        while (filter.Use() == TableUse.Absent || filter.Find(FilterList.Blocked, network) is null)
        {
            if (Stopwatch.GetElapsedTime(began) > longest) return null;
            never.Wait(2);
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static void Send(ServerUnderTest server, string source, IEnumerable<string> lines)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/ingest") { Content = new StringContent(string.Join('\n', lines) + "\n") };
        if (source != "load") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServerUnderTest.TokenOf(source));
        using var answer = server.Client.Send(request);
        answer.EnsureSuccessStatusCode();
    }

    static IEnumerable<string> Connections(string address, int number, char sensor)
    {
        var time = TimeProvider.System.GetUtcNow().AddSeconds(-30).ToUnixTimeSeconds();
        for (var i = 0; i < 3; i++)
            yield return string.Create(CultureInfo.InvariantCulture, $$"""{"_path":"conn","ts":{{time + i}}.5,"uid":"C{{number}}x{{i}}{{sensor}}","id.orig_h":"{{address}}","id.orig_p":{{40000 + i}},"id.resp_h":"10.1.0.{{number + 1}}","id.resp_p":22,"proto":"tcp","conn_state":"SF","local_orig":false,"orig_bytes":4000,"resp_bytes":900}""");
    }

    static IEnumerable<string> Guessing(string address, int number)
    {
        var time = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        for (var i = 0; i < 30; i++)
            yield return string.Create(CultureInfo.InvariantCulture, $"<38>1 {time.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ} web{number} sshd {1000 + i} - - Failed password for root from {address} port {40000 + i} ssh2");
        yield return string.Create(CultureInfo.InvariantCulture, $"<38>1 {time.AddSeconds(31):yyyy-MM-ddTHH:mm:ssZ} web{number} sshd 1999 - - Accepted password for root from {address} port 41999 ssh2");
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int ThreadNumber();
}
