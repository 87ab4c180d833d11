using System.Runtime.InteropServices;

namespace Hoplite.Guard.Transparency;

/// <summary>Reads a ledger, below the checkpoint it has at that moment.</summary>
/// <remarks>It keeps 8 bytes a leaf in memory, once the leaves of a case were asked for. Ids only grow, so a leaf is found by halving.</remarks>
public sealed class LedgerReader
{
    readonly Func<LedgerHead> _head;
    readonly TileReader _tiles;
    readonly Lock _gate = new();
    readonly List<ulong> _cases = [];

    internal LedgerReader(ILedgerFiles files, Func<LedgerHead> head)
    {
        _head = head;
        _tiles = new TileReader(files, () => Count);
    }

    /// <summary>Opens the ledger of a folder for reading, also while another process writes it.</summary>
    /// <exception cref="InvalidDataException">There is none, or its checkpoint is not signed by its key.</exception>
    public static LedgerReader Open(string folder)
    {
        var files = new DiskFiles(folder);
        var key = LedgerKeys.ReadPublic(files);
        var reader = new LedgerReader(files, () => LedgerHead.Read(files, key));
        _ = reader.Count;
        return reader;
    }

    /// <summary>How many leaves there are.</summary>
    public long Count => _head().Checkpoint.Size;

    /// <summary>The checkpoint, as a signed note: what to keep elsewhere, to be sure later that nothing before it was changed.</summary>
    public string Checkpoint => _head().Text;

    /// <summary>The leaf at a place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    /// <exception cref="InvalidDataException">The ledger is damaged there.</exception>
    public LedgerLeaf this[long index]
    {
        get
        {
            if (index < 0 || index >= Count) throw new ArgumentOutOfRangeException(nameof(index), index, "the ledger has no such leaf");
            return Read(index, _tiles.Entry(index));
        }
    }

    /// <summary>The leaf with an id, or null.</summary>
    /// <exception cref="InvalidDataException">The ledger is damaged where it was looked for.</exception>
    public LedgerLeaf? Find(Guid id)
    {
        var (low, high) = (0L, Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            // Guid compares its numbers from the highest bits on, which for UUIDv7 is the order of making.
            var order = LedgerLeaf.IdOf(_tiles.Entry(middle).Span).CompareTo(id);
            if (order == 0) return this[middle];
            if (order < 0) low = middle + 1;
            else high = middle;
        }

        return null;
    }

    /// <summary>The newest leaves, newest first.</summary>
    public IReadOnlyList<LedgerLeaf> Newest(int count)
    {
        var all = Count;
        return [.. All(Math.Max(0, all - count)).Take((int)Math.Min(count, all)).Reverse()];
    }

    /// <summary>The leaves from a place on, oldest first, as many as there are when it begins.</summary>
    public IEnumerable<LedgerLeaf> All(long from = 0)
    {
        var end = Count;
        for (var index = from; index < end; index++) yield return Read(index, _tiles.Entry(index));
    }

    /// <summary>The leaves of an incident, oldest first.</summary>
    public IEnumerable<LedgerLeaf> OfCase(Guid incident)
    {
        var places = PlacesOf(incident);
        foreach (var place in places)
            if (Read(place, _tiles.Entry(place)) is { Case: { } of } leaf && of == incident) yield return leaf;
    }

    /// <summary>Proves that a leaf is in the ledger; null when there is none with this id.</summary>
    public LedgerProof? Prove(Guid id)
    {
        if (Find(id) is not { } leaf) return null;
        var head = _head();
        return new LedgerProof(leaf.Index, leaf.Bytes, new MerkleTree(_tiles, head.Checkpoint.Size).Inclusion(leaf.Index), head.Text);
    }

    /// <summary>Proves that the ledger, as the checkpoint says it is, begins with what an earlier one said.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The ledger has no such beginning.</exception>
    public (string Checkpoint, IReadOnlyList<byte[]> Proof) ProveGrowth(long earlierSize)
    {
        var head = _head();
        return (head.Text, new MerkleTree(_tiles, head.Checkpoint.Size).Consistency(earlierSize));
    }

    List<long> PlacesOf(Guid incident)
    {
        lock (_gate)
        {
            var end = Count;
            for (long i = _cases.Count; i < end; i++) _cases.Add(Mark(LedgerLeaf.CaseOf(_tiles.Entry(i).Span)));
            var (mark, found) = (Mark(incident), new List<long>());
            var marks = CollectionsMarshal.AsSpan(_cases);
            for (var at = 0; marks[at..].IndexOf(mark) is >= 0 and var next; at++) found.Add(at += next);
            return found;
        }
    }

    // Two cases may have one mark; the leaf itself decides. No case is 0.
    static ulong Mark(Guid? incident)
    {
        if (incident is not { } id) return 0;
        var halves = MemoryMarshal.Cast<Guid, ulong>(MemoryMarshal.CreateReadOnlySpan(ref id, 1));
        return Math.Max(1, halves[0] ^ halves[1]);
    }

    static LedgerLeaf Read(long index, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return LedgerLeaf.Read(index, bytes);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"leaf {index} of the ledger was changed: {wrong.Message}", wrong);
        }
    }
}
