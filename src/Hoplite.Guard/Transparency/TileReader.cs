using System.Buffers.Binary;

namespace Hoplite.Guard.Transparency;

/// <summary>Reads tiles and bundles, also while a writer is at work and puts wider ones in the place of partial ones.</summary>
/// <param name="files">The folder.</param>
/// <param name="size">How many leaves the ledger has now; asked again when a partial tile is gone.</param>
sealed class TileReader(ILedgerFiles files, Func<long> size) : IHashSource
{
    const int Attempts = 100;

    readonly Lock _gate = new();
    (TileName Name, ReadOnlyMemory<byte>[] Entries) _bundle;

    /// <inheritdoc/>
    public byte[] Hash(int level, long index)
    {
        // A tile holds every eighth level; the ones between are made from what lies below them.
        var width = 1 << (level % 8);
        var first = index << (level % 8);
        var at = (int)(first % TileName.Full);
        var (name, tile) = Read(level / 8, first / TileName.Full, at + width);
        if (tile.Length != name.Width * MerkleHash.Size) throw new InvalidDataException($"{name.Path} has the wrong length");
        return Fold(tile.AsSpan(at * MerkleHash.Size, width * MerkleHash.Size));
    }

    /// <summary>The bytes of a leaf.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public ReadOnlyMemory<byte> Entry(long index) => Bundle(index / TileName.Full, (int)(index % TileName.Full) + 1)[(int)(index % TileName.Full)];

    /// <summary>The leaves of a bundle, at least so many.</summary>
    /// <exception cref="InvalidDataException">They are not there.</exception>
    public IReadOnlyList<ReadOnlyMemory<byte>> Bundle(long index, int atLeast)
    {
        lock (_gate)
            if (_bundle.Entries is { } kept && _bundle.Name.Index == index && kept.Length >= atLeast) return kept;
        var (name, bytes) = Read(TileName.Entries, index, atLeast);
        var entries = Split(name, bytes);
        lock (_gate) _bundle = (name, entries);
        return entries;
    }

    /// <summary>Cuts a bundle into leaves.</summary>
    /// <exception cref="InvalidDataException">It does not hold as many as its name says.</exception>
    public static ReadOnlyMemory<byte>[] Split(TileName name, ReadOnlyMemory<byte> bytes)
    {
        var entries = new ReadOnlyMemory<byte>[name.Width];
        for (var i = 0; i < entries.Length; i++)
        {
            if (bytes.Length < 2 || bytes.Length - 2 < BinaryPrimitives.ReadUInt16BigEndian(bytes.Span)) throw new InvalidDataException($"{name.Path} ends before its leaf {i}");
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.Span);
            entries[i] = bytes.Slice(2, length);
            bytes = bytes[(2 + length)..];
        }

        return bytes.Length == 0 ? entries : throw new InvalidDataException($"{name.Path} goes on after its last leaf");
    }

    (TileName Name, byte[] Bytes) Read(int level, long index, int atLeast)
    {
        TileName? last = null;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var name = TileName.Of(level, index, size());
            if (name is null || name.Value.Width < atLeast) throw new InvalidDataException($"the ledger does not reach {new TileName(level, index, atLeast).Path}");
            if (files.Read(name.Value.Path) is { } bytes) return (name.Value, bytes);
            if (name == last) break;
            last = name;
        }

        throw new InvalidDataException($"{last!.Value.Path} is missing");
    }

    static byte[] Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == MerkleHash.Size) return hashes.ToArray();
        var half = hashes.Length / 2;
        return MerkleHash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }
}
