using Hoplite.Bench.Measuring;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Evtx;

namespace Hoplite.Bench.Ratios;

/// <summary>EVTX to fields, against <c>evtxexport</c> of libevtx.</summary>
static class EvtxReading
{
    const int Repeat = 8;

    public static IEnumerable<Ratio> Run()
    {
        var files = Directory.EnumerateFiles(BenchData.Folder("evtx"), "*.evtx", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var contents = files.Select(File.ReadAllBytes).ToArray();
        var sink = new CountingSink();
        var ours = CpuClock.Best(4, () =>
        {
            sink = new CountingSink();
            for (var i = 0; i < Repeat; i++)
                for (var file = 0; file < files.Length; file++)
                    new EvtxReader().Read(new EvidenceInput(new EvidenceSource(files[file]), new MemoryStream(contents[file])), sink, default);
        }) / Repeat;
        var megabytes = contents.Sum(c => (double)c.Length) / 1e6;
        var rate = $"{megabytes / ours:0} MB/s, {sink.Events / Repeat / ours / 1e3:0}k records/s";

        double peer = 0;
        foreach (var file in files)
        {
            if (CpuClock.Program("evtxexport", ["-f", "xml", file], 0) is not { } seconds) yield break;
            peer += seconds;
        }

        yield return new(
            $"EVTX to fields, {files.Length} recorded logs ({megabytes:0} MB, {sink.Events / Repeat:N0} records), one core", rate,
            $"evtxexport -f xml {megabytes / peer:0.#} MB/s", peer / ours, 30);

        var largest = files.OrderByDescending(f => new FileInfo(f).Length).Take(20).ToArray();
        double cold = 0, other = 0;
        foreach (var file in largest)
        {
            cold += CpuClock.Program(Executable.Path, ["scan", file, "--no-incidents", "--format", "jsonl", "--level", "critical"], 0, 1) ?? 0;
            other += CpuClock.Program("evtxexport", ["-f", "xml", file], 0) ?? 0;
        }

        var size = largest.Sum(f => new FileInfo(f).Length) / 1e6;
        yield return new($"the {largest.Length} largest of them, one process each, starting included", $"{size / cold:0} MB/s", $"evtxexport {size / other:0.#} MB/s", other / cold, null);
    }
}
