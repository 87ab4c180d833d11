using System.Globalization;
using Hoplite.Bench.Measuring;
using Hoplite.Bench.Ratios;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Intelligence.Patterning;
using Hoplite.Telemetry;

namespace Hoplite.Bench.Intelligence;

/// <summary>A thousand patterns over events, and the sequence of three that makes the reference matcher cubic.</summary>
static class PatternSpeed
{
    const int Patterns = 1_000;
    const int Rounds = 50;

    public static IEnumerable<Ratio> Run()
    {
        var watch = new PatternWatch();
        watch.Replace(Enumerable.Range(0, Patterns).Select(i => new WatchedPattern(StixPattern.Parse(Pattern(i)), WatchedPattern.RuleOf($"indicator--{i}", $"{i}", Level.High, [], null))));
        foreach (var every in (int[])[0, 100])
        {
            var batch = Made(every);
            var found = new List<Finding>();
            var watcher = watch.CreateWatcher();
            Pass(watcher, batch, found);
            var seconds = CpuClock.Best(Rounds, () => Pass(watcher, batch, found));
            yield return new(
                $"{Patterns:N0} patterns (addresses, domains, files and hashes, sequences) over events of a connection, a process, a file or a name, {(every == 0 ? "none" : $"one in {every}")} of which shows part of a pattern, one core",
                $"{batch.Count / seconds / 1e3:0}k events/s", "500k events/s", batch.Count / seconds / 5e5, 1);
        }

        foreach (var count in (int[])[20, 40, 80, 160, 1_600, 16_000])
        {
            var matcher = PatternMatcher.Compile(StixPattern.Parse("[x:k = 2] FOLLOWEDBY [x:k = 1] FOLLOWEDBY [x:k = 0]"));
            Observation[] seen = [.. Enumerable.Range(0, count).Select(i => One(i, i * 3 / count))];
            var time = CpuClock.Best(20, () => matcher.Match(seen));
            yield return new(
                $"a sequence of three that does not match, {count:N0} observations", string.Create(CultureInfo.InvariantCulture, $"{time * 1e3:0.###} ms"),
                count <= 160 ? "5 ms" : "", 5e-3 / time, count == 160 ? 1 : null);
        }
    }

    static string Pattern(int i) => (i % 5) switch
    {
        0 => $"[ipv4-addr:value = '198.51.{i / 250}.{i % 250}']",
        1 => $"[domain-name:value = 'c{i}.bad.example'] OR [url:value = 'http://c{i}.bad.example/x']",
        2 => $"[file:name = 'evil{i}.exe' AND file:hashes.'SHA-256' = '{i:x64}']",
        3 => $"[process:command_line LIKE '%x' AND process:name = 'evil{i}.exe'] FOLLOWEDBY [network-traffic:dst_ref.value = '198.51.100.{i % 250}'] WITHIN 300 SECONDS",
        _ => $"[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\\\Software\\\\Evil{i}'] REPEATS 2 TIMES",
    };

    static void Pass(IEventWatcher watcher, EventBatch batch, List<Finding> found)
    {
        for (var i = 0; i < batch.Count; i++) watcher.Look(batch, i, found);
        found.Clear();
    }

    static EventBatch Made(int every)
    {
        var batch = new EventBatch();
        batch.Reset(EvidenceSource.None);
        for (var i = 0; i < EventBatch.MaxEvents; i++)
        {
            (string, string)[] fields = (i % 4) switch
            {
                0 => [("SourceIp", $"10.0.{i % 200}.{i % 250}"), ("SourcePort", $"{1024 + i}"), ("DestinationIp", $"93.184.{i % 200}.{i % 250}"), ("DestinationPort", "443"), ("Protocol", "tcp"), ("Image", @"C:\Program Files\Browser\browser.exe"), ("User", @"LAB\bob")],
                1 => [("Image", @"C:\Windows\System32\svchost.exe"), ("CommandLine", $"svchost.exe -k netsvcs -p -s Schedule{i}"), ("ParentImage", @"C:\Windows\System32\services.exe"), ("ProcessId", $"{i}"), ("Hashes", $"MD5={i:x32},SHA256={i + 5_000:x64}"), ("User", @"NT AUTHORITY\SYSTEM")],
                2 => [("TargetFilename", $@"C:\Users\bob\AppData\Local\Temp\file{i}.tmp"), ("Image", @"C:\Windows\explorer.exe"), ("User", @"LAB\bob")],
                _ => [("QueryName", $"host{i}.cdn.example.org"), ("QueryResults", "::ffff:93.184.216.34;"), ("Image", @"C:\Program Files\Browser\browser.exe")],
            };
            var pattern = (i / 100 * 5 + 3) % Patterns;
            if (every > 0 && i % every == 0) fields = [("Image", $@"C:\Users\bob\evil{pattern}.exe"), ("CommandLine", "evil.exe x"), ("User", @"LAB\bob")];
            foreach (var (name, value) in fields) batch.Add(FieldTable.Intern(name), System.Text.Encoding.UTF8.GetBytes(value));
            batch.End(DateTime.UnixEpoch.AddSeconds(i).Ticks, LogSourceTable.Intern(LogSource.Unknown), i, i, 0, 0);
        }

        return batch;
    }

    static Observation One(int second, int kind) => Observation.At(DateTime.UnixEpoch.AddSeconds(second).Ticks, new Dictionary<string, IReadOnlyDictionary<string, object?>>(StringComparer.Ordinal)
    {
        ["0"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["type"] = "x", ["k"] = (long)kind },
    });
}
