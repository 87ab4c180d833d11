using Hoplite.Store.Spooling;

namespace Hoplite.Server.Listeners.Drop;

/// <summary>Cuts a dropped file into deliveries that can each be read by themselves: EVTX between chunks, text between lines, anything else not at all.</summary>
static class DropPieces
{
    const int PieceSize = 16 << 20;
    const int EvtxHeader = 4 << 10;
    const int EvtxChunk = 64 << 10;

    /// <summary>The next piece.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where it begins.</param>
    /// <returns>The bytes, and where the piece behind it begins; no bytes at the end.</returns>
    /// <exception cref="InvalidDataException">The file is too large and cannot be cut.</exception>
    public static (byte[] Bytes, long Next) Next(FileStream file, long offset)
    {
        var head = Read(file, 0, 8);
        if (head.AsSpan().StartsWith("ElfFile\0"u8)) return Evtx(file, offset);
        var left = file.Length - offset;
        if (left <= 0) return ([], offset);
        if (left <= PieceSize) return (Read(file, offset, (int)left), file.Length);
        if (!IsText(Read(file, 0, 4096)))
            return file.Length <= Delivery.MaxPayload && offset == 0
                ? (Read(file, 0, (int)file.Length), file.Length)
                : throw new InvalidDataException($"a binary file larger than {Delivery.MaxPayload >> 20} MiB; read it with hoplite scan");
        var piece = Read(file, offset, PieceSize);
        var end = piece.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end == 0) end = piece.Length;
        return (piece[..end], offset + end);
    }

    static (byte[] Bytes, long Next) Evtx(FileStream file, long offset)
    {
        var start = Math.Max(offset, EvtxHeader);
        if (start >= file.Length) return ([], offset);
        var length = (int)Math.Min(PieceSize / EvtxChunk * EvtxChunk, file.Length - start);
        return ([.. Read(file, 0, EvtxHeader), .. Read(file, start, length)], start + length);
    }

    static byte[] Read(FileStream file, long offset, int length)
    {
        file.Position = offset;
        var bytes = new byte[Math.Min(length, Math.Max(0, file.Length - offset))];
        file.ReadExactly(bytes);
        return bytes;
    }

    static bool IsText(ReadOnlySpan<byte> head) => !head.Contains((byte)0);
}
