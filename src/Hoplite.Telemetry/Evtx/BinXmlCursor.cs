using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hoplite.Telemetry.Evtx;

/// <summary>Reads the little-endian parts of binary XML; every read past the end sets <see cref="Failed"/> and yields zero.</summary>
ref struct BinXmlCursor(ReadOnlySpan<byte> chunk, int position, int end)
{
    readonly ReadOnlySpan<byte> _chunk = chunk;
    readonly int _end = Math.Min(end, chunk.Length);

    public int Position = position;

    public bool Failed { get; private set; }

    public readonly int End => _end;

    public readonly bool AtEnd => Failed || Position >= _end;

    public readonly byte Peek => AtEnd ? (byte)0 : _chunk[Position];

    public byte Byte() => Take(1) ? _chunk[Position - 1] : (byte)0;

    public int UInt16() => Take(2) ? BinaryPrimitives.ReadUInt16LittleEndian(_chunk[(Position - 2)..]) : 0;

    public uint UInt32() => Take(4) ? BinaryPrimitives.ReadUInt32LittleEndian(_chunk[(Position - 4)..]) : 0;

    public void Skip(long count)
    {
        if (count is < 0 or > int.MaxValue) Failed = true;
        else Take((int)count);
    }

    public void Fail() => Failed = true;

    /// <summary>A name given by its offset in the chunk; it stands right here when the offset says so.</summary>
    public ReadOnlySpan<char> Name()
    {
        var offset = UInt32();
        var name = NameAt(_chunk, offset);
        if (Failed) return [];
        if (offset == Position) Skip(NameSize(_chunk, Position));
        return name;
    }

    /// <summary>Whether a name with its closing NUL lies at this offset.</summary>
    public static bool IsName(ReadOnlySpan<byte> chunk, uint offset)
    {
        if (offset < 128 || offset + 10 > chunk.Length) return false;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(chunk[(int)(offset + 6)..]);
        var end = (int)offset + 8 + length * 2;
        return length is > 0 and <= 1024 && end + 2 <= chunk.Length && chunk[end] == 0 && chunk[end + 1] == 0;
    }

    static ReadOnlySpan<char> NameAt(ReadOnlySpan<byte> chunk, uint offset)
    {
        if (offset + 8L > chunk.Length) return [];
        var length = BinaryPrimitives.ReadUInt16LittleEndian(chunk[(int)(offset + 6)..]) * 2;
        if (length > 2048 || offset + 8 + length > chunk.Length) return [];
        return MemoryMarshal.Cast<byte, char>(chunk.Slice((int)offset + 8, length));
    }

    static int NameSize(ReadOnlySpan<byte> chunk, int offset) =>
        offset + 8 > chunk.Length ? 8 : 10 + BinaryPrimitives.ReadUInt16LittleEndian(chunk[(offset + 6)..]) * 2;

    bool Take(int count)
    {
        if (Failed || _end - Position < count)
        {
            Failed = true;
            return false;
        }

        Position += count;
        return true;
    }
}
