using System.Text;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

/// <summary>Changes a folder, and returns the checkpoint that whoever checks it has kept, if seeing it takes one.</summary>
delegate ReadOnlyMemory<byte>? Mutate(LedgerCopy ledger, Dictionary<string, byte[]> files, Random random);

/// <summary>What somebody may do to the folder of a ledger.</summary>
static class LedgerMutation
{
    public static readonly (string Name, Mutate Mutate)[] All =
    [
        ("one bit flipped", OfFile((files, path, random) =>
        {
            var bytes = files[path].ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            files[path] = bytes;
        })),
        ("a file deleted", OfFile((files, path, _) => files.Remove(path))),
        ("a file cut off", OfFile((files, path, random) => files[path] = files[path][..random.Next(files[path].Length)])),
        ("garbage appended to a file", OfFile((files, path, random) => files[path] = [.. files[path], .. Garbage(random)])),
        ("a run of bytes overwritten", OfFile((files, path, random) =>
        {
            var bytes = files[path].ToArray();
            random.NextBytes(bytes.AsSpan(random.Next(bytes.Length)));
            files[path] = bytes;
        })),
        ("two files exchanged", OfFile((files, path, random) =>
        {
            var other = files.Keys.ElementAt(random.Next(files.Count));
            (files[path], files[other]) = (files[other], files[path]);
        })),
        ("a file renamed", OfFile((files, path, random) =>
        {
            files[path + random.Next(10)] = files[path];
            files.Remove(path);
        })),
        ("a file added", (ledger, files, random) =>
        {
            string[] names = ["notes.txt", "checkpoint.new", "tile/0/001", "tile/0/000.p/255", "tile/1/000.p/200", "tile/entries/007.p/3", "tile/entries/x001/000", "tile/9/000", ".hidden", "bodies/x", "tile/0/000.p/01"];
            files.TryAdd(names[random.Next(names.Length)], Garbage(random));
            return null;
        }),
        ("leaves exchanged, tiles kept", (ledger, files, random) => Reordered(ledger, files, random, onlyEntries: true)),
        ("leaves exchanged, tiles made anew, checkpoint kept", (ledger, files, random) => Reordered(ledger, files, random, onlyEntries: false)),
        ("the last leaf dropped, tiles made anew, checkpoint kept", (ledger, files, _) =>
        {
            LedgerCopy.Rebuild(files, ledger.Leaves[..^1]);
            return null;
        }),
        ("a leaf removed, tiles made anew, checkpoint kept", (ledger, files, random) =>
        {
            var gone = random.Next(ledger.Size);
            LedgerCopy.Rebuild(files, ledger.Leaves.Where((_, i) => i != gone));
            return null;
        }),
        ("a leaf repeated, tiles made anew, checkpoint kept", (ledger, files, random) =>
        {
            var again = random.Next(ledger.Size);
            LedgerCopy.Rebuild(files, ledger.Leaves.SelectMany((leaf, i) => i == again ? [leaf, leaf] : new[] { leaf }));
            return null;
        }),
        ("a leaf changed, tiles made anew, checkpoint kept", (ledger, files, random) =>
        {
            LedgerCopy.Rebuild(files, Changed(ledger, random, 0));
            return null;
        }),
        ("the checkpoint of an older state", (ledger, files, _) =>
        {
            files["checkpoint"] = ledger.Earlier;
            return null;
        }),
        ("a fork under another key", (ledger, files, random) =>
        {
            using var thief = NoteSigner.Create();
            LedgerCopy.Rebuild(files, Changed(ledger, random, 0), thief);
            return null;
        }),
        ("a fork under another key, key files replaced, checkpoint remembered", (ledger, files, random) =>
        {
            using var thief = NoteSigner.Create();
            LedgerCopy.Rebuild(files, Changed(ledger, random, 0), thief);
            files["key"] = Encoding.UTF8.GetBytes(thief.Export());
            files["key.pub"] = Encoding.UTF8.GetBytes(thief.Verifier + "\n");
            return ledger.Earlier;
        }),
        ("history made anew with the stolen key, checkpoint remembered", (ledger, files, random) =>
        {
            using var signer = NoteSigner.Parse(Encoding.UTF8.GetString(files["key"]));
            LedgerCopy.Rebuild(files, Changed(ledger, random, (ledger.Size + 1) / 2), signer);
            return ledger.Earlier;
        }),
        ("put back to an older state, checkpoint remembered", (ledger, files, _) =>
        {
            if (ledger.Size == 1) return null;
            files.Clear();
            foreach (var (path, bytes) in ledger.OlderFiles) files[path] = bytes;
            return Encoding.UTF8.GetBytes(ledger.Checkpoint);
        }),
        ("leaves out of order in time, signed with the stolen key", (ledger, files, random) =>
        {
            using var signer = NoteSigner.Parse(Encoding.UTF8.GetString(files["key"]));
            if (Exchanged(ledger, random) is { } leaves) LedgerCopy.Rebuild(files, leaves, signer);
            return null;
        }),
        ("a leaf that is not canonical, signed with the stolen key", (ledger, files, random) =>
        {
            using var signer = NoteSigner.Parse(Encoding.UTF8.GetString(files["key"]));
            var at = random.Next(ledger.Size);
            LedgerCopy.Rebuild(files, ledger.Leaves.Select((leaf, i) => i == at ? [.. leaf, (byte)' '] : leaf), signer);
            return null;
        }),
    ];

    static Mutate OfFile(Action<Dictionary<string, byte[]>, string, Random> change) => (_, files, random) =>
    {
        change(files, files.Keys.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Count)), random);
        return null;
    };

    static ReadOnlyMemory<byte>? Reordered(LedgerCopy ledger, Dictionary<string, byte[]> files, Random random, bool onlyEntries)
    {
        if (Exchanged(ledger, random) is not { } leaves) return null;
        LedgerCopy.Rebuild(files, leaves);
        if (onlyEntries)
            foreach (var (path, bytes) in ledger.Files)
                if (!path.StartsWith("tile/entries/", StringComparison.Ordinal)) files[path] = bytes;
        return null;
    }

    static byte[][]? Exchanged(LedgerCopy ledger, Random random)
    {
        if (ledger.Size < 2) return null;
        var leaves = ledger.Leaves.ToArray();
        var (a, b) = (random.Next(leaves.Length), random.Next(leaves.Length));
        if (a == b) return null;
        (leaves[a], leaves[b]) = (leaves[b], leaves[a]);
        return leaves;
    }

    // One digit of the body of a leaf among the first `below`, or among all; what comes out is canonical and a leaf.
    static byte[][] Changed(LedgerCopy ledger, Random random, int below)
    {
        var leaves = ledger.Leaves.ToArray();
        var at = random.Next(below == 0 ? leaves.Length : below);
        var leaf = leaves[at].ToArray();
        var digit = leaf.AsSpan().IndexOf("\"n\":"u8) + 4;
        leaf[digit] = (byte)(leaf[digit] == '9' ? '1' : '9');
        leaves[at] = leaf;
        return leaves;
    }

    static byte[] Garbage(Random random)
    {
        var bytes = new byte[1 + random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }
}
