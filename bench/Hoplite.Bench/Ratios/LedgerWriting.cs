using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Hoplite.Bench.Measuring;
using Hoplite.Guard.Transparency;

namespace Hoplite.Bench.Ratios;

/// <summary>Durable decisions, against flushing one small file as often as the disk allows; and the work beside it, against bare SHA-256.</summary>
static class LedgerWriting
{
    const int Callers = 64;
    const int Batch = 256;

    public static IEnumerable<Ratio> Run()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-bench-ledger-");
        try
        {
            var flushes = Flushes(Path.Combine(folder.FullName, "flush"), TimeSpan.FromSeconds(2));
            var limit = Say($"write and flush one page again and again {flushes:N0}/s");
            var batches = InBatches(Path.Combine(folder.FullName, "batches"), TimeSpan.FromSeconds(4));
            yield return new(Say($"durable, signed leaves in the ledger, batches of {Batch}"), Say($"{batches:N0} leaves/s"), limit, batches / flushes, 2);
            var callers = FromCallers(Path.Combine(folder.FullName, "callers"), TimeSpan.FromSeconds(4));
            yield return new(Say($"the same from {Callers} callers, one leaf each at a time"), Say($"{callers:N0} leaves/s"), limit, callers / flushes, 1);
            yield return Work();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static Ratio Work()
    {
        var entries = Entries(Batch);
        using var ledger = new MemoryLedger(TimeProvider.System);
        ledger.Append(entries);
        var leaf = ledger.Reader[0].Bytes.ToArray();
        var ours = CpuClock.Best(5, () =>
        {
            for (var i = 0; i < 20; i++) ledger.Append(entries);
        }) / (20 * Batch);
        var bare = CpuClock.Best(5, () =>
        {
            Span<byte> hash = stackalloc byte[32];
            for (var i = 0; i < 20 * Batch; i++)
            {
                SHA256.HashData(leaf, hash);
                SHA256.HashData(leaf.AsSpan(0, 65), hash);
            }
        }) / (20 * Batch);
        return new(Say($"the work for a leaf of {leaf.Length} bytes without a disk: canonical JSON, tree, tiles, signature"), Say($"{1 / ours:N0} leaves/s"), Say($"SHA-256 of leaf and node alone {1 / bare:N0}/s"), bare / ours, null);
    }

    static double Flushes(string path, TimeSpan time)
    {
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        var page = new byte[4096];
        var (count, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < time; count++)
        {
            RandomAccess.Write(file, page, count * 4096L);
            RandomAccess.FlushToDisk(file);
        }

        return count / watch.Elapsed.TotalSeconds;
    }

    static double InBatches(string folder, TimeSpan time)
    {
        using var ledger = Ledger.Open(folder, TimeProvider.System);
        var entries = Entries(Batch);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time) ledger.Append(entries);
        return ledger.Reader.Count / watch.Elapsed.TotalSeconds;
    }

    static double FromCallers(string folder, TimeSpan time)
    {
        using var ledger = Ledger.Open(folder, TimeProvider.System);
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Callers).Select(i => new Thread(() =>
        {
            var entry = Entries(1)[0];
            while (watch.Elapsed < time) ledger.Append(entry);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return ledger.Reader.Count / watch.Elapsed.TotalSeconds;
    }

    static LedgerEntry[] Entries(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new LedgerEntry(LedgerKind.Decision, "gate", Guid.CreateVersion7(), new JsonObject
        {
            ["proposal"] = "block-address", ["target"] = $"192.0.2.{i % 250}", ["allowed"] = i % 2 == 0, ["policy"] = new string('a', 64), ["evidence"] = new JsonArray(new string('b', 64)),
        })),
    ];

    static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
