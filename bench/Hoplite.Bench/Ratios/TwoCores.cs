using System.Diagnostics;
using Hoplite.Bench.Measuring;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Scanning;
using Hoplite.Telemetry.Scanning;

namespace Hoplite.Bench.Ratios;

/// <summary>How much faster two workers are than one, on the wall clock, once the plans are warm.</summary>
static class TwoCores
{
    const int Rounds = 3;

    public static IEnumerable<Ratio> Run()
    {
        var path = BenchData.WindowsEvents();
        var rules = RuleReader.Load(Detection.Rules.RuleLibrary.Files([BenchData.Folder("sigma/rules/windows")]), RuleOptions.Default);
        var (one, two) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            one = Min(one, Time(path, rules, 1));
            two = Min(two, Time(path, rules, 2));
        }

        var megabytes = new FileInfo(path).Length / 1e6;
        yield return new(
            "the same scan from a file, with findings and correlations, two workers against one (wall clock)", $"{megabytes / two.TotalSeconds:0} MB/s",
            $"one worker {megabytes / one.TotalSeconds:0} MB/s", one / two, 1.8);
    }

    static TimeSpan Time(string path, RuleCollection rules, int workers)
    {
        var watch = Stopwatch.StartNew();
        new EvidenceScan(rules, scan: new ScanOptions { Workers = workers }).Run([path], withIncidents: false);
        return watch.Elapsed;
    }

    static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
