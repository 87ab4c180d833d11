using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Cli.Tests;

public sealed class LedgerCommandsTests : IDisposable
{
    static readonly Guid Case = Guid.Parse("0197f3a0-1111-7000-8000-000000000001");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-ledger-cli-test-");
    readonly IReadOnlyList<LedgerReceipt> _receipts;

    public LedgerCommandsTests()
    {
        using var ledger = Ledger.Open(Folder, TimeProvider.System);
        _receipts = ledger.Append([.. Enumerable.Range(0, 300).Select(i => new LedgerEntry(LedgerKind.Decision, "gate", i == 7 ? Case : null, new JsonObject { ["n"] = i }))]);
    }

    string Data => _folder.FullName;

    string Folder => Path.Combine(Data, "ledger");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_whole_ledger_is_exit_code_0_and_a_changed_one_is_1()
    {
        var kept = Path.Combine(Data, "kept");
        File.Copy(Path.Combine(Folder, "checkpoint"), kept);
        var (exit, output, _) = Program.Run("ledger", "verify", "--data", Data, "--since", kept);
        Assert.Equal(0, exit);
        Assert.StartsWith("300 leaves, all as they were written", output, StringComparison.Ordinal);

        var bundle = Path.Combine(Folder, "tile", "entries", "000");
        var bytes = File.ReadAllBytes(bundle);
        bytes[100] ^= 1;
        File.WriteAllBytes(bundle, bytes);
        (exit, output, _) = Program.Run("ledger", "verify", "--data", Data, "--format", "json");
        Assert.Equal(1, exit);
        Assert.Contains("tile/entries/000", JsonDocument.Parse(output).RootElement.GetProperty("flaw").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_ledger_or_no_checkpoint_is_exit_code_2()
    {
        Assert.Equal(2, Program.Run("ledger", "verify", "--data", Path.Combine(Data, "none")).Exit);
        Assert.Equal(2, Program.Run("ledger", "verify", "--data", Data, "--since", Path.Combine(Folder, "key.pub")).Exit);
        Assert.Equal(2, Program.Run("ledger", "prove", Guid.NewGuid().ToString(), "--data", Data).Exit);
    }

    [Fact]
    public void A_proof_is_checked_without_the_ledger()
    {
        var (exit, output, _) = Program.Run("ledger", "prove", _receipts[7].Id.ToString(), "--data", Data);
        Assert.Equal(0, exit);
        var (proof, key) = (Path.Combine(Data, "proof.json"), File.ReadAllText(Path.Combine(Folder, "key.pub")).Trim());
        File.WriteAllText(proof, output);
        (exit, output, _) = Program.Run("ledger", "verify", "--proof", proof, "--key", key);
        Assert.Equal(0, exit);
        Assert.StartsWith("leaf 7 (" + _receipts[7].Id, output, StringComparison.Ordinal);
        File.WriteAllText(proof, File.ReadAllText(proof).Replace("\"index\": 7", "\"index\": 8", StringComparison.Ordinal));
        (exit, output, _) = Program.Run("ledger", "verify", "--proof", proof, "--key", key);
        Assert.Equal(1, exit);
        Assert.StartsWith("FLAW: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_are_copied_out_whole_or_of_one_case()
    {
        var (exit, output, _) = Program.Run("ledger", "export", "--data", Data);
        Assert.Equal(0, exit);
        Assert.Equal(300, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var file = Path.Combine(Data, "case.json");
        Assert.Equal(0, Program.Run("ledger", "export", "--data", Data, "--case", Case.ToString(), "--format", "json", "--out", file).Exit);
        var leaf = Assert.Single(JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray());
        Assert.Equal(7, leaf.GetProperty("index").GetInt32());
        Assert.Equal("decision", leaf.GetProperty("leaf").GetProperty("kind").GetString());
        Assert.Equal(Convert.ToBase64String(_receipts[7].LeafHash.Span), leaf.GetProperty("hash").GetString());
    }
}
