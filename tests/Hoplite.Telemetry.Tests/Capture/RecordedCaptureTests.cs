using System.Diagnostics;
using Hoplite.Tests;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>Captures of many protocols and corner cases, recorded elsewhere.</summary>
public sealed class RecordedCaptureTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_recorded_capture_gives_events_or_says_why_not()
    {
        var files = Captures();
        long bytes = 0, events = 0, problems = 0;
        var services = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var silent = new List<string>();
        var watch = Stopwatch.StartNew();
        foreach (var file in files)
        {
            var read = ReadCapture.File(file);
            bytes += new FileInfo(file).Length;
            events += read.Events.Count;
            problems += read.Problems.Count;
            var name = Path.GetFileName(Path.GetDirectoryName(file))!;
            foreach (var e in read.Events) services[e.LogSource.Service!] = services.GetValueOrDefault(e.LogSource.Service!) + 1;
            var kinds = read.Events.GroupBy(e => e.LogSource.Service).Select(g => $"{g.Key} {g.Count()}");
            output.WriteLine($"{name}: {string.Join(", ", kinds)}{string.Concat(read.Problems.Select(p => $"; {p.Offset}: {p.Reason}"))}");
            if (read.Events.Count == 0 && read.Problems.Count == 0) silent.Add(name);
        }

        output.WriteLine($"{files.Count} captures, {bytes} bytes, {events} events, {problems} problems in {watch.Elapsed.TotalSeconds:F1} s; {string.Join(", ", services.Select(s => $"{s.Key} {s.Value}"))}");
        Assert.Empty(silent);
    }

    static List<string> Captures() =>
    [
        .. Directory.EnumerateFiles(SharedData.Require("zeek-suricata/suricata-verify/tests"), "*.pcap*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
        .. Directory.EnumerateFiles(SharedData.Require("network/zeek/testing/btest/Traces"), "*.pcap", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];
}
