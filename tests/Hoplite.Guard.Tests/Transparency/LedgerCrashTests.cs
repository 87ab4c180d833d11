using System.Text;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

public sealed class LedgerCrashTests(ITestOutputHelper output)
{
    // Small and large, over the end of a bundle, of exactly one bundle, of two at once.
    static readonly int[] Batches = [1, 3, 250, 2, 1, 520, 4];

    [Fact]
    public void After_a_crash_at_any_step_the_ledger_opens_and_has_all_it_answered_for()
    {
        var (steps, cut, kept) = (StepsOf(Batches), 0, 0);
        for (var step = 0; step < steps; step++)
            for (var seed = 0; seed < 4; seed++)
            {
                var disk = new SimulatedDisk { FailAt = step, IsCrash = true };
                var answered = Work(disk, Batches);
                var after = disk.AfterCrash(new Random((step * 100) + seed));
                using var ledger = Ledger.Open(after, new SetTime());
                CheckAll(ledger, after, answered);
                if (ledger.Reader.Count > answered.Leaves.Count) kept++;
                else cut++;
                ledger.Append(Sample.Entries(2));
                Assert.Null(Verify(after, answered).Flaw);
            }

        output.WriteLine($"{steps} steps, {kept + cut} crashes; {kept} kept what was being written, {cut} did not");
        Assert.True(kept > 0 && cut > 0);
    }

    [Fact]
    public void A_second_crash_while_it_opens_changes_nothing()
    {
        var steps = StepsOf(Batches);
        for (var step = 0; step < steps; step += 3)
            for (var again = 0; again < 6; again++)
            {
                var disk = new SimulatedDisk { FailAt = step, IsCrash = true };
                var answered = Work(disk, Batches);
                var second = disk.AfterCrash(new Random(step));
                (second.FailAt, second.IsCrash) = (again, true);
                Work(second, [5], answered);
                var third = second.AfterCrash(new Random(again));
                using var ledger = Ledger.Open(third, new SetTime());
                CheckAll(ledger, third, answered);
            }
    }

    [Fact]
    public void After_one_failed_write_the_same_ledger_goes_on()
    {
        for (var step = 15; step < StepsOf(Batches); step++)
        {
            var disk = new SimulatedDisk { FailAt = step };
            var answered = new Answered([], []);
            using var ledger = Ledger.Open(disk, new SetTime());
            Append(ledger, Batches, answered);
            // What the failure left behind goes with the next write.
            Append(ledger, [1, 1], answered);
            CheckAll(ledger, disk, answered);
            var after = disk.AfterCrash(new Random(step));
            using var reopened = Ledger.Open(after, new SetTime());
            CheckAll(reopened, after, answered);
        }
    }

    static int StepsOf(int[] batches)
    {
        var disk = new SimulatedDisk();
        Work(disk, batches);
        return disk.Operations;
    }

    static Answered Work(SimulatedDisk disk, int[] batches, Answered? before = null)
    {
        var answered = before ?? new Answered([], []);
        try
        {
            using var ledger = Ledger.Open(disk, new SetTime());
            Append(ledger, batches, answered);
        }
        catch (IOException)
        {
            // It crashed while it was opened.
        }

        return answered;
    }

    static void Append(Ledger ledger, int[] batches, Answered answered)
    {
        foreach (var batch in batches)
            try
            {
                answered.Leaves.AddRange(ledger.Append(Sample.Entries(batch)));
                answered.Checkpoints.Add(ledger.Reader.Checkpoint);
            }
            catch (IOException)
            {
                // Whoever asked does not act.
            }
    }

    static void CheckAll(Ledger ledger, SimulatedDisk disk, Answered answered)
    {
        foreach (var receipt in answered.Leaves)
        {
            var leaf = ledger.Reader[receipt.Index];
            Assert.Equal(receipt.Id, leaf.Id);
            Assert.Equal(receipt.LeafHash.ToArray(), MerkleHash.Leaf(leaf.Bytes.Span));
        }

        Assert.Null(Verify(disk, answered).Flaw);
    }

    // While it is held the verifier would look away from what lies beyond the checkpoint.
    static LedgerReport Verify(SimulatedDisk disk, Answered answered)
    {
        disk.Dispose();
        var since = answered.Checkpoints.Count == 0 ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(answered.Checkpoints[^1]);
        return LedgerVerifier.Verify(disk, new LedgerCheck { Since = since }, CancellationToken.None);
    }

    sealed record Answered(List<LedgerReceipt> Leaves, List<string> Checkpoints);
}
