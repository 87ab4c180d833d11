using System.Buffers.Text;
using System.Text;
using Hoplite.Bench.Measuring;
using Hoplite.Detection.Correlation;
using Hoplite.Detection.Sigma;

namespace Hoplite.Bench.Ratios;

/// <summary>Correlation with a million live groups, against the figure that memory allows: one dictionary update per event.</summary>
static class CorrelationUpdates
{
    const int Groups = 1_000_000, Updates = 6_000_000;

    const string Rules = """
        title: a
        name: a
        id: id-a
        logsource: {product: any}
        detection: {s: {A: 1}, condition: s}
        ---
        title: many
        id: id-many
        correlation: {type: event_count, rules: [a], group-by: [ip], timespan: 1h, condition: {gte: 100}}
        """;

    public static IEnumerable<Ratio> Run()
    {
        var loaded = RuleReader.Load([new RuleFile("bench.yml", Encoding.UTF8.GetBytes(Rules))], RuleOptions.Default);
        var ours = double.MaxValue;
        double memory = 0;
        for (var round = 0; round < 3; round++)
        {
            var plan = new CorrelationPlan(loaded.Correlations);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var engine = new CorrelationEngine(plan, new CorrelationOptions(TimeSpan.Zero), _ => { });
            Feed(Groups, (ticks, key) => engine.Observe(new CorrelationHit(0, ticks, ticks, key, [new ValueSlice(0, key.Length)])));
            memory = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)engine.Groups;
            var start = CpuClock.Thread;
            Feed(Updates, (ticks, key) => engine.Observe(new CorrelationHit(0, Groups + ticks, ticks, key, [new ValueSlice(0, key.Length)])));
            ours = Math.Min(ours, CpuClock.Thread - start);
            GC.KeepAlive(engine);
        }

        var counts = new Dictionary<UInt128, int>();
        Feed(Groups, (_, key) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, System.IO.Hashing.XxHash128.HashToUInt128(key), out bool _)++);
        var limit = CpuClock.Best(3, () => Feed(Updates, (_, key) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, System.IO.Hashing.XxHash128.HashToUInt128(key), out bool _)++));
        yield return new(
            $"correlation updates (sliding count over {Groups:N0} live groups, {memory:0} bytes each), one core", $"{Updates / ours / 1e6:0.##}M/s",
            $"one hash and one update of a Dictionary, without any window, {Updates / limit / 1e6:0.##}M/s", limit / ours, null);
    }

    delegate void Take(long ticks, ReadOnlySpan<byte> key);

    static void Feed(int count, Take take)
    {
        Span<byte> key = stackalloc byte[16];
        var random = 12345u;
        for (var i = 0; i < count; i++)
        {
            random = random * 1664525 + 1013904223;
            var group = count == Groups ? i : (int)(random >> 8) % Groups;
            Utf8Formatter.TryFormat(group, key, out var length);
            take(i + 1, key[..length]);
        }
    }
}
