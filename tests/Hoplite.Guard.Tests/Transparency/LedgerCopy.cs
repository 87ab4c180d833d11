using System.Text;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

/// <summary>The files of a sound ledger, of an older state of it, and what is needed to forge it.</summary>
sealed class LedgerCopy
{
    public LedgerCopy(int size)
    {
        Size = size;
        var files = new MemoryFiles();
        using var ledger = Ledger.Open(files, new SetTime());
        ledger.Append(Sample.Entries((size + 1) / 2));
        OlderFiles = Save(files);
        Earlier = Encoding.UTF8.GetBytes(ledger.Reader.Checkpoint);
        if (size > 1) ledger.Append(Sample.Entries(size / 2, (size + 1) / 2));
        Files = Save(files);
        Checkpoint = ledger.Reader.Checkpoint;
        Leaves = [.. ledger.Reader.All().Select(leaf => leaf.Bytes.ToArray())];
    }

    public int Size { get; }

    public Dictionary<string, byte[]> Files { get; }

    public Dictionary<string, byte[]> OlderFiles { get; }

    /// <summary>The checkpoint of the older state.</summary>
    public byte[] Earlier { get; }

    public string Checkpoint { get; }

    public byte[][] Leaves { get; }

    public static MemoryFiles Load(Dictionary<string, byte[]> from)
    {
        var files = new MemoryFiles();
        foreach (var (path, bytes) in from) files.Write(path, bytes);
        return files;
    }

    /// <summary>Puts other leaves into a folder, with all tiles that follow from them, and signs them when there is a key.</summary>
    public static void Rebuild(Dictionary<string, byte[]> files, IEnumerable<byte[]> leaves, NoteSigner? signer = null)
    {
        foreach (var tile in files.Keys.Where(path => path.StartsWith("tile/", StringComparison.Ordinal)).ToList()) files.Remove(tile);
        var edge = new TileEdge();
        foreach (var leaf in leaves) edge.Append(leaf, (name, bytes) => files[name.Path] = bytes);
        foreach (var (name, bytes) in edge.Partial()) files[name.Path] = bytes;
        if (signer is not null) files["checkpoint"] = new Checkpoint(signer.Verifier.Name, edge.Size, edge.Root()).Sign(signer);
    }

    static Dictionary<string, byte[]> Save(MemoryFiles files) => files.List().ToDictionary(path => path, path => files.Read(path)!, StringComparer.Ordinal);
}
