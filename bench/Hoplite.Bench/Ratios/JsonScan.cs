using System.Globalization;
using System.Text.Json;
using Hoplite.Bench.Measuring;
using Hoplite.Detection;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Json;

namespace Hoplite.Bench.Ratios;

/// <summary>The whole scan of recorded Windows events with all Windows rules, against a bare pass of <see cref="Utf8JsonReader"/>.</summary>
static class JsonScan
{
    const int Rounds = 4;
    const int Most = 1 << 30;

    public static IEnumerable<Ratio> Run()
    {
        var path = BenchData.WindowsEvents();
        var data = Read(path);
        var rules = BenchData.Rules("windows");
        var set = new RuleSet(rules);
        var detector = new Detector(RuleReader.Load(RuleLibrary.Files([BenchData.Folder("sigma/rules/windows")]), RuleOptions.Default));
        var keeping = detector.CreateSink();
        var (tokens, scan, parse, kept) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        long events = 0, matches = 0, bytes = 0;
        var sink = new CountingSink(set.CreateMatcher());
        for (var round = 0; round < Rounds; round++)
        {
            tokens = Math.Min(tokens, CpuClock.Best(1, () => Tokens(data)));
            parse = Math.Min(parse, CpuClock.Best(1, () => Scan(path, data, new CountingSink())));
            kept = Math.Min(kept, CpuClock.Best(1, () => Scan(path, data, keeping)));
            sink.Restart();
            scan = Math.Min(scan, CpuClock.Best(1, () => Scan(path, data, sink)));
            (bytes, events, matches) = (sink.AllocatedSinceMark, sink.Events / (round + 1), sink.Matches / (round + 1));
            sink.Warm = events / 2;
        }

        var megabytes = data.Length / 1e6;
        string Rate(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{megabytes / seconds:0} MB/s, {events / seconds / 1e3:0}k events/s");
        yield return new(
            $"{rules.Count:N0} Windows rules over {events:N0} recorded events ({megabytes:0} MB of JSON lines), one core: parse, route, match ({matches:N0} matches, {(double)bytes / (events - sink.Warm):0.###} bytes allocated per event in the second half)",
            Rate(scan), $"bare Utf8JsonReader pass {Rate(tokens)}", tokens / scan, 0.65);
        yield return new("the same with every finding explained, kept whole and correlated", Rate(kept), $"bare Utf8JsonReader pass {Rate(tokens)}", tokens / kept, 0.65);
        yield return new("reading alone: JSON lines to typed fields", Rate(parse), $"bare Utf8JsonReader pass {Rate(tokens)}", tokens / parse, null);

        var cold = Enumerable.Range(0, 3).Min(_ => CpuClock.Program(Executable.Path, ["scan", path, "--rules", BenchData.Folder("sigma/rules/windows"), "--no-incidents", "--format", "jsonl"], 1));
        if (cold is { } seconds)
            yield return new(
                "the same as a whole process: start, load the rules, compile, scan, write the findings", $"{new FileInfo(path).Length / 1e6 / seconds:0} MB/s of processor time",
                $"bare Utf8JsonReader pass {Rate(tokens)}", new FileInfo(path).Length / 1e6 / seconds / (megabytes / tokens), null);
    }

    // Whole lines of the file, as many as fit into one array.
    static byte[] Read(string path)
    {
        using var file = File.OpenRead(path);
        var data = new byte[Math.Min(file.Length, Most)];
        file.ReadExactly(data);
        return data[..(data.AsSpan().LastIndexOf((byte)'\n') + 1)];
    }

    static void Scan(string path, byte[] data, IEventSink sink) =>
        new JsonLinesReader().Read(new EvidenceInput(new EvidenceSource(path), new MemoryStream(data)), sink, default);

    static void Tokens(byte[] data)
    {
        for (var start = 0; start < data.Length;)
        {
            var length = data.AsSpan(start).IndexOf((byte)'\n');
            if (length < 0) length = data.Length - start;
            var reader = new Utf8JsonReader(data.AsSpan(start, length));
            while (length > 0 && reader.Read())
            {
            }

            start += length + 1;
        }
    }
}
