using System.Diagnostics;
using System.Text;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

public sealed class LedgerMutationTests(ITestOutputHelper output)
{
    const int Mutations = 11_000;

    // Mostly small ones, so that every kind of flaw meets every kind of file often.
    static readonly int[] Sizes = [1, 2, 9, 23, 40, 23, 9, 40, 257, 300, 530];

    [Fact]
    public void Every_change_of_a_folder_is_found()
    {
        var random = new Random(9162);
        var ledgers = Sizes.Distinct().ToDictionary(size => size, size => new LedgerCopy(size));
        Assert.All(ledgers.Values, ledger => Assert.Null(Verify(ledger.Files, ledger.Earlier).Flaw));
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < Mutations;)
        {
            var ledger = ledgers[Sizes[random.Next(Sizes.Length)]];
            var (name, mutate) = LedgerMutation.All[random.Next(LedgerMutation.All.Length)];
            var files = new Dictionary<string, byte[]>(ledger.Files, StringComparer.Ordinal);
            var since = mutate(ledger, files, random);
            if (Same(files, ledger.Files)) continue;
            var flaw = Verify(files, since).Flaw;
            Assert.True(flaw is not null, $"{name} was not found in a ledger of {ledger.Size}");
            counts[name] = counts.GetValueOrDefault(name) + 1;
            done++;
        }

        output.WriteLine($"{counts.Values.Sum():N0} changes, all found, in {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (var (name, count) in counts) output.WriteLine($"{count,6:N0}  {name}");
        Assert.Equal(LedgerMutation.All.Length, counts.Count);
    }

    [Fact]
    public void Changes_on_a_real_disk_are_found_too()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-ledger-mutation-");
        try
        {
            var ledger = new LedgerCopy(260);
            var random = new Random(6962);
            for (var done = 0; done < 150; done++)
            {
                var files = new Dictionary<string, byte[]>(ledger.Files, StringComparer.Ordinal);
                var (name, mutate) = LedgerMutation.All[random.Next(LedgerMutation.All.Length)];
                var since = mutate(ledger, files, random);
                if (Same(files, ledger.Files)) continue;
                var root = Path.Combine(folder.FullName, $"{done}");
                foreach (var (path, bytes) in files) new DiskFiles(root).Write(path, bytes, secret: true);
                Assert.True(LedgerVerifier.Verify(root, new LedgerCheck { Since = since }).Flaw is not null, name);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_older_state_of_the_same_ledger_is_seen_only_with_a_checkpoint_from_elsewhere()
    {
        var ledger = new LedgerCopy(300);
        Assert.Null(Verify(ledger.OlderFiles, null).Flaw);
        Assert.Contains("set back", Verify(ledger.OlderFiles, Encoding.UTF8.GetBytes(ledger.Checkpoint)).Flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ledger_under_another_key_is_seen_with_the_key_from_elsewhere()
    {
        var (ledger, other) = (new LedgerCopy(20), new LedgerCopy(21));
        var key = NoteVerifier.Parse(Encoding.UTF8.GetString(ledger.Files["key.pub"]));
        Assert.Null(LedgerVerifier.Verify(LedgerCopy.Load(ledger.Files), new LedgerCheck { Key = key }, CancellationToken.None).Flaw);
        Assert.NotNull(LedgerVerifier.Verify(LedgerCopy.Load(other.Files), new LedgerCheck { Key = key }, CancellationToken.None).Flaw);
        ledger.Files.Remove("key");
        Assert.Null(LedgerVerifier.Verify(LedgerCopy.Load(ledger.Files), new LedgerCheck { Key = key }, CancellationToken.None).Flaw);
    }

    static LedgerReport Verify(Dictionary<string, byte[]> files, ReadOnlyMemory<byte>? since) =>
        LedgerVerifier.Verify(LedgerCopy.Load(files), new LedgerCheck { Since = since }, CancellationToken.None);

    static bool Same(Dictionary<string, byte[]> a, Dictionary<string, byte[]> b) =>
        a.Count == b.Count && a.All(file => b.TryGetValue(file.Key, out var bytes) && bytes.AsSpan().SequenceEqual(file.Value));
}
