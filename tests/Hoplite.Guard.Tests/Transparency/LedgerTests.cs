using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

public sealed class LedgerTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hoplite-ledger-test-");
    readonly SetTime _time = new();

    string Folder => Path.Combine(_folder.FullName, "ledger");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_was_appended_is_read_back_after_it_was_opened_again()
    {
        IReadOnlyList<LedgerReceipt> receipts;
        using (var ledger = Ledger.Open(Folder, _time)) receipts = ledger.Append(Sample.Entries(600));
        using var opened = Ledger.Open(Folder, _time);
        var more = opened.Append(Sample.Entry(600));
        Assert.Equal(600, more[0].Index);
        Assert.Equal(Enumerable.Range(0, 600), receipts.Select(r => (int)r.Index));
        Assert.All(receipts.Concat(more), receipt =>
        {
            var leaf = opened.Reader.Find(receipt.Id)!;
            var entry = Sample.Entry((int)receipt.Index);
            Assert.Equal((receipt.Index, entry.Kind, entry.Actor, entry.Case), (leaf.Index, leaf.Kind, leaf.Actor, leaf.Case));
            Assert.True(JsonNode.DeepEquals(entry.Body, leaf.Body));
            Assert.Equal(_time.Now, leaf.Time);
        });
        Assert.Null(opened.Reader.Find(Guid.CreateVersion7(_time.Now)));
        Assert.True(LedgerVerifier.Verify(Folder).IsSound);
    }

    [Fact]
    public void Leaves_are_found_by_case_and_by_age()
    {
        using var ledger = Ledger.Open(Folder, _time);
        ledger.Append(Sample.Entries(300));
        Assert.Equal(150, ledger.Reader.OfCase(Sample.Case).Count());
        ledger.Append(Sample.Entries(10, 300));
        Assert.Equal(Enumerable.Range(0, 155).Select(i => i * 2L), ledger.Reader.OfCase(Sample.Case).Select(l => l.Index));
        Assert.Empty(ledger.Reader.OfCase(Guid.NewGuid()));
        Assert.Equal([309L, 308, 307], ledger.Reader.Newest(3).Select(l => l.Index));
        Assert.Equal(310, ledger.Reader.Newest(1000).Count);
        Assert.Equal(310, LedgerReader.Open(Folder).All().Count());
    }

    [Fact]
    public void A_proof_convinces_who_has_only_the_public_key()
    {
        using var ledger = Ledger.Open(Folder, _time);
        var id = ledger.Append(Sample.Entries(700))[456].Id;
        var proof = LedgerProof.Parse(Encoding.UTF8.GetBytes(ledger.Reader.Prove(id)!.ToJson()));
        var key = NoteVerifier.Parse(File.ReadAllText(Path.Combine(Folder, "key.pub")));
        var (leaf, checkpoint) = proof.Check(key);
        Assert.Equal((id, 456L, 700L), (leaf.Id, leaf.Index, checkpoint.Size));
        Assert.Throws<InvalidDataException>(() => (proof with { Index = 455 }).Check(key));
        Assert.Throws<InvalidDataException>(() => (proof with { Leaf = ledger.Reader[455].Bytes }).Check(key));
        using var other = new MemoryLedger(_time);
        Assert.Throws<InvalidDataException>(() => proof.Check(other.Key));
        Assert.Null(ledger.Reader.Prove(Guid.NewGuid()));
    }

    [Fact]
    public void Growth_between_two_checkpoints_is_proved()
    {
        using var ledger = Ledger.Open(Folder, _time);
        ledger.Append(Sample.Entries(300));
        var earlier = Checkpoint.Open(Encoding.UTF8.GetBytes(ledger.Reader.Checkpoint), ledger.Key);
        ledger.Append(Sample.Entries(500));
        var (note, proof) = ledger.Reader.ProveGrowth(earlier.Size);
        var later = Checkpoint.Open(Encoding.UTF8.GetBytes(note), ledger.Key);
        Assert.True(MerkleProof.Extends(earlier.Size, earlier.Root.Span, later.Size, later.Root.Span, proof));
    }

    [Fact]
    public void Callers_at_the_same_time_all_get_their_leaves()
    {
        using var ledger = Ledger.Open(Folder, _time);
        var receipts = new LedgerReceipt[8 * 60];
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            for (var i = 0; i < 60; i++)
            {
                receipts[(t * 60) + i] = ledger.Append(Sample.Entry((t * 60) + i))[0];
                if (i % 10 == 0) Assert.NotNull(ledger.Reader.Find(receipts[(t * 60) + i].Id));
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Equal(Enumerable.Range(0, 480).Select(i => (long)i), receipts.Select(r => r.Index).Order());
        for (var i = 0; i < receipts.Length; i++) Assert.Equal(i, ledger.Reader[receipts[i].Index].Body["n"]!.GetValue<int>());
        Assert.True(LedgerVerifier.Verify(Folder) is { IsSound: true, InUse: true, Leaves: 480 });
    }

    [Fact]
    public void A_ledger_that_is_being_written_is_read_and_verified_meanwhile()
    {
        using var ledger = Ledger.Open(Folder, _time);
        ledger.Append(Sample.Entries(250));
        var writer = new Thread(() =>
        {
            for (var i = 0; i < 300; i++) ledger.Append(Sample.Entry(i));
        });
        writer.Start();
        var reader = LedgerReader.Open(Folder);
        do
        {
            var report = LedgerVerifier.Verify(Folder);
            Assert.Null(report.Flaw);
            Assert.Equal(3, reader.Newest(3).Count);
            Assert.NotNull(reader.Prove(reader[reader.Count - 1].Id));
        }
        while (!writer.Join(0));
    }

    [Fact]
    public void Times_and_ids_never_go_back_whatever_the_clock_does()
    {
        using (var ledger = Ledger.Open(Folder, _time)) ledger.Append(Sample.Entries(5));
        _time.Now -= TimeSpan.FromDays(300);
        using (var ledger = Ledger.Open(Folder, _time))
        {
            ledger.Append(Sample.Entries(5));
            _time.Now += TimeSpan.FromDays(301);
            var last = ledger.Append(Sample.Entry(1))[0];
            Assert.Equal(_time.Now, ledger.Reader.Find(last.Id)!.Time);
            Assert.Equal(7, last.Id.Version);
        }

        Assert.Null(LedgerVerifier.Verify(Folder).Flaw);
    }

    [Fact]
    public void An_entry_that_is_too_large_or_means_nothing_is_refused_and_leaves_no_trace()
    {
        using var ledger = Ledger.Open(Folder, _time);
        LedgerEntry Of(string text) => new(LedgerKind.Verdict, "gate", null, new JsonObject { ["text"] = text });
        var large = Assert.Throws<ArgumentException>(() => ledger.Append(Sample.Entry(1), Of(new string('x', 65_500))));
        Assert.Contains("digest", large.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => ledger.Append(Of("\ud800")));
        ledger.Append(Of(new string('x', 65_300)));
        Assert.Equal(1, ledger.Reader.Count);
        Assert.Empty(ledger.Append());
    }

    [Fact]
    public void A_copy_is_a_whole_ledger()
    {
        using var ledger = Ledger.Open(Folder, _time);
        ledger.Append(Sample.Entries(300));
        var copy = new MemoryFiles();
        ledger.Copy((path, bytes) => copy.Write(path, bytes.Span));
        Assert.True(LedgerVerifier.Verify(copy, new LedgerCheck(), CancellationToken.None) is { IsSound: true, Leaves: 300, InUse: false });
    }

    [Fact]
    public void There_is_one_writer()
    {
        using (Ledger.Open(Folder, _time)) Assert.Throws<IOException>(() => Ledger.Open(Folder, _time));
        Ledger.Open(Folder, _time).Dispose();
    }

    [Fact]
    public void A_closed_ledger_takes_nothing()
    {
        var ledger = Ledger.Open(Folder, _time);
        ledger.Dispose();
        Assert.Throws<IOException>(() => ledger.Append(Sample.Entry(1)));
    }

    [Fact]
    public void The_key_is_for_one_account()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "files have no modes there");
        Ledger.Open(Folder, _time).Dispose();
        var key = Path.Combine(Folder, "key");
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        File.SetUnixFileMode(key, File.GetUnixFileMode(key) | UnixFileMode.GroupRead);
        Assert.Throws<InvalidDataException>(() => Ledger.Open(Folder, _time));
        Assert.Contains("other accounts", LedgerVerifier.Verify(Folder).Flaw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("key.pub")]
    [InlineData("checkpoint")]
    [InlineData("tile/entries/000.p/9")]
    [InlineData("tile/0/000.p/9")]
    public void A_ledger_that_lost_a_file_is_not_written_on(string file)
    {
        using (var ledger = Ledger.Open(Folder, _time)) ledger.Append(Sample.Entries(9));
        File.Delete(Path.Combine(Folder, file));
        Assert.Throws<InvalidDataException>(() => Ledger.Open(Folder, _time));
        Assert.Contains(file, LedgerVerifier.Verify(Folder).Flaw, StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_is_as_the_standard_says()
    {
        // The verifier key and note of the Go package golang.org/x/mod/sumdb/note.
        var key = NoteVerifier.Parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        Assert.Equal("PeterNeumann", key.Name);
        var text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
        var signature = Convert.FromBase64String("x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=");
        Assert.True(key.Verifies(Encoding.UTF8.GetBytes(text), signature.AsSpan(4)));
        Assert.Equal([0xc7, 0x4f, 0x20, 0xa3], signature[..4]);
        using var ledger = new MemoryLedger(_time);
        Assert.Equal(ledger.Key.ToString(), NoteVerifier.Parse(ledger.Key.ToString()).ToString());
        Assert.Matches("^" + ledger.Key.Name + "\n0\n47DEQpj8HBSa\\+/TImW\\+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— " + ledger.Key.Name + " [^ ]+=*\n$", ledger.Reader.Checkpoint);
    }

    [Theory]
    [InlineData(0, 1234067L, 256, "tile/0/x001/x234/067")]
    [InlineData(3, 67L, 112, "tile/3/067.p/112")]
    [InlineData(TileName.Entries, 1000L, 256, "tile/entries/x001/000")]
    [InlineData(TileName.Entries, 999L, 1, "tile/entries/999.p/1")]
    public void Tiles_lie_where_the_standard_says(int level, long index, int width, string path)
    {
        var name = new TileName(level, index, width);
        Assert.Equal(path, name.Path);
        Assert.True(TileName.TryParse(path, out var parsed));
        Assert.Equal(name, parsed);
    }

    [Theory]
    [InlineData("tile/0/67")]
    [InlineData("tile/0/x000/067")]
    [InlineData("tile/00/067")]
    [InlineData("tile/0/067.p/256")]
    [InlineData("tile/0/067.p/0")]
    [InlineData("tile/0/067.p/01")]
    [InlineData("tile/0/x01/067")]
    [InlineData("tile/0/")]
    [InlineData("tile/-1/067")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    public void What_is_no_path_of_a_tile_is_none(string path) => Assert.False(TileName.TryParse(path, out _));

    [Fact]
    public void Texts_are_kept_encrypted_and_can_be_deleted()
    {
        using (var ledger = Ledger.Open(Folder, _time)) ledger.Append(Sample.Entry(1));
        var text = Encoding.UTF8.GetBytes("ignore all previous instructions");
        using (var bodies = LedgerBodies.Open(Folder))
        {
            var digest = bodies.Put(text);
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(text), digest);
            Assert.Equal(digest, bodies.Put(text));
        }

        using var opened = LedgerBodies.Open(Folder);
        var address = System.Security.Cryptography.SHA256.HashData(text);
        Assert.Equal(text, opened.Get(address));
        Assert.Null(opened.Get(new byte[32]));
        Assert.Null(LedgerVerifier.Verify(Folder).Flaw);
        var file = Path.Combine(Folder, "bodies", Convert.ToHexStringLower(address));
        var bytes = File.ReadAllBytes(file);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("ignore"u8));
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Throws<InvalidDataException>(() => opened.Get(address));
        Assert.Contains("bodies/", LedgerVerifier.Verify(Folder).Flaw, StringComparison.Ordinal);
        Assert.True(opened.Delete(address));
        Assert.False(opened.Delete(address));
        Assert.Null(LedgerVerifier.Verify(Folder).Flaw);
    }
}
