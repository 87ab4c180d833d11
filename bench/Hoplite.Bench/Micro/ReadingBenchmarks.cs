using BenchmarkDotNet.Attributes;
using Hoplite.Bench.Measuring;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Scanning;
using Hoplite.Telemetry.Simulation;

namespace Hoplite.Bench.Micro;

/// <summary>Each reader alone, on the logs of the demonstration made larger: needs no data from elsewhere.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ReadingBenchmarks
{
    const int Scale = 20;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-bench-");
    Dictionary<string, byte[]> _logs = [];

    /// <summary>The log to read.</summary>
    [ParamsSource(nameof(Logs))]
    public string Log { get; set; } = "";

    /// <summary>The logs of the demonstration.</summary>
    public static IEnumerable<string> Logs => Scenario.Demonstration().Background.Select(e => e.File).Distinct(StringComparer.Ordinal);

    /// <summary>Makes the logs.</summary>
    [GlobalSetup]
    public void Setup()
    {
        new Simulator(Scenario.Demonstration()).Write(_folder.FullName, Scale);
        _logs = Directory.EnumerateFiles(_folder.FullName).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes, StringComparer.Ordinal);
    }

    /// <summary>Removes them.</summary>
    [GlobalCleanup]
    public void Cleanup() => _folder.Delete(recursive: true);

    /// <summary>Reads one log to typed fields.</summary>
    [Benchmark]
    public long Read()
    {
        var bytes = _logs[Log];
        var reader = ReaderCatalogue.All.MaxBy(r => r.Sniff(bytes.AsSpan(0, Math.Min(bytes.Length, 1 << 16)), Log))!;
        var sink = new CountingSink();
        reader.Read(new EvidenceInput(new EvidenceSource(Log), new MemoryStream(bytes)), sink, default);
        return sink.Fields;
    }
}
