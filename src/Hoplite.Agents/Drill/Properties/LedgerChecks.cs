using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Agents.Drill.Properties;

/// <summary>P15: no byte of the ledger can be changed without it showing.</summary>
static class LedgerChecks
{
    /// <summary>Writes a real ledger, changes it in many ways, and has it verified.</summary>
    public static void Look(DrillTally tally, TimeProvider time, int seed, int trials)
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-drill-");
        try
        {
            var path = Path.Combine(folder.FullName, "ledger");
            using (var ledger = Ledger.Open(path, time))
                for (var i = 0; i < 30; i++) ledger.Append([.. Enumerable.Range(0, 10).Select(n => new LedgerEntry(LedgerKind.Decision, "gate", null, new JsonObject { ["n"] = n, ["i"] = i }))]);
            var known = File.ReadAllBytes(Path.Combine(path, "checkpoint"));
            string[] files = [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(f => f.Contains("tile", StringComparison.Ordinal) || f.EndsWith("checkpoint", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            var random = new Random(seed);
            for (var i = 0; i < trials; i++)
            {
                var file = files[random.Next(files.Length)];
                var before = File.ReadAllBytes(file);
                File.WriteAllBytes(file, Change(before, random));
                var isSeen = !LedgerVerifier.Verify(path, new LedgerCheck { Since = known }).IsSound;
                File.WriteAllBytes(file, before);
                tally.Note("P15", isSeen, () => Path.GetRelativePath(path, file));
            }

            tally.Note("P15-sound", LedgerVerifier.Verify(path, new LedgerCheck { Since = known }).IsSound);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static byte[] Change(byte[] bytes, Random random)
    {
        var changed = bytes.ToArray();
        switch (random.Next(3))
        {
            case 0:
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                return changed[..random.Next(changed.Length)];
            default:
                return [.. changed, (byte)random.Next(256)];
        }
    }
}
