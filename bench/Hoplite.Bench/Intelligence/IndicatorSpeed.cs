using System.Globalization;
using System.Text;
using Hoplite.Bench.Measuring;
using Hoplite.Bench.Ratios;
using Hoplite.Detection;
using Hoplite.Detection.Indicators;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Json;

namespace Hoplite.Bench.Intelligence;

/// <summary>A million indicators: building the table, one look-up, and what they cost a whole scan of recorded events.</summary>
static class IndicatorSpeed
{
    const int Indicators = 1_000_000;
    const int Most = 192 << 20;
    const int Rounds = 4;

    public static IEnumerable<Ratio> Run()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = IndicatorTable.Empty;
        IndicatorEntry[] entries = [.. Enumerable.Range(0, 1_000).Select(i => new IndicatorEntry($"indicator--{i}", $"{i}", Level.High, []))];
        var build = CpuClock.Best(1, () => table = IndicatorTable.Build(entries, Values()));
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        yield return new($"a table of {table.Count:N0} values: addresses, networks, domains, web addresses, hashes", string.Create(CultureInfo.InvariantCulture, $"{build:0.00} s, {(double)bytes / table.Count:0} bytes a value"), "", 1, null);

        byte[][] asked = [.. Enumerable.Range(0, 4096).Select(i => Encoding.UTF8.GetBytes(i % 2 == 0 ? $"93.184.{i % 200}.{i % 250}" : $"host{i}.cdn.example.org"))];
        var lookup = CpuClock.Best(20, () =>
        {
            for (var i = 0; i < asked.Length; i++) table.Find(i % 2 == 0 ? IndicatorKind.Address : IndicatorKind.Domain, asked[i]);
        });
        yield return new("one look-up that finds nothing", string.Create(CultureInfo.InvariantCulture, $"{lookup / asked.Length * 1e9:0} ns"), "", 1, null);

        var data = Read(BenchData.WindowsEvents());
        var rules = RuleReader.Load(RuleLibrary.Files([BenchData.Folder("sigma/rules/windows")]), RuleOptions.Default);
        var watch = new IndicatorWatch(TimeProvider.System);
        watch.Replace(table);
        var without = new Detector(rules).CreateSink();
        var with = new Detector(rules, new DetectionOptions { Watches = [watch] }).CreateSink();
        var (plain, watched) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            plain = Math.Min(plain, CpuClock.Best(1, () => Scan(data, without)));
            watched = Math.Min(watched, CpuClock.Best(1, () => Scan(data, with)));
        }

        yield return new(
            string.Create(CultureInfo.InvariantCulture, $"the scan of recorded Windows events with {rules.Rules.Length:N0} rules and {table.Count:N0} indicators, one core ({(watched / plain - 1) * 100:0.0} % slower)"),
            $"{data.Length / 1e6 / watched:0} MB/s", $"without indicators {data.Length / 1e6 / plain:0} MB/s", plain / watched, 0.9);
    }

    static IEnumerable<IndicatorValue> Values()
    {
        for (var i = 0; i < Indicators; i++)
            yield return (i % 10) switch
            {
                < 4 => new(IndicatorKind.Address, string.Create(CultureInfo.InvariantCulture, $"{100 + i % 20}.{i / 65_536 % 256}.{i / 256 % 256}.{i % 256}"), i % 1_000),
                4 => new(IndicatorKind.Address, string.Create(CultureInfo.InvariantCulture, $"{130 + i % 16}.{i / 256 % 256}.{i % 256}.0/{20 + i % 5}"), i % 1_000),
                5 => new(IndicatorKind.Domain, $"c{i}.bad.example", i % 1_000),
                6 => new(IndicatorKind.DomainAndBelow, $"d{i}.example.net", i % 1_000),
                7 => new(IndicatorKind.Url, $"http://c{i}.bad.example/path/{i}", i % 1_000),
                8 => new(IndicatorKind.Hash, $"{i:x64}", i % 1_000),
                _ => new(IndicatorKind.Address, string.Create(CultureInfo.InvariantCulture, $"2001:db8:{i % 65_536:x}::{i / 65_536:x}"), i % 1_000),
            };
    }

    static byte[] Read(string path)
    {
        using var file = File.OpenRead(path);
        var data = new byte[Math.Min(file.Length, Most)];
        file.ReadExactly(data);
        return data[..(data.AsSpan().LastIndexOf((byte)'\n') + 1)];
    }

    static void Scan(byte[] data, IEventSink sink) => new JsonLinesReader().Read(new EvidenceInput(new EvidenceSource("recorded"), new MemoryStream(data)), sink, default);
}
