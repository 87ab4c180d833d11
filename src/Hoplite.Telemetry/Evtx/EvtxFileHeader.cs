using System.Buffers.Binary;
using System.IO.Hashing;

namespace Hoplite.Telemetry.Evtx;

/// <summary>The first 4 KiB of a log. Nothing in it is needed to read the chunks; it only tells whether the file is whole.</summary>
static class EvtxFileHeader
{
    /// <summary>Bytes before the first chunk.</summary>
    public const int Size = 4096;

    const uint Dirty = 1;

    /// <summary>What every log begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "ElfFile\0"u8;

    /// <summary>Reports what is wrong with the header.</summary>
    public static void Check(ReadOnlySpan<byte> header, EvidenceInput input, IEventSink problems)
    {
        if (header.Length < Size)
        {
            problems.Report(new(input.Source, 0, header.IsEmpty ? "file is empty" : "file header is cut off"));
            return;
        }

        if (!header.StartsWith(Magic))
        {
            problems.Report(new(input.Source, 0, "file header signature is missing"));
            return;
        }

        if (Crc32.HashToUInt32(header[..120]) != BinaryPrimitives.ReadUInt32LittleEndian(header[124..]))
            problems.Report(new(input.Source, 0, "file header checksum does not match"));

        // A log that was not closed counts too few chunks, which is no damage.
        var chunks = BinaryPrimitives.ReadUInt16LittleEndian(header[42..]);
        var dirty = (BinaryPrimitives.ReadUInt32LittleEndian(header[120..]) & Dirty) != 0;
        if (!dirty && input.Length == long.MaxValue && input.Stream.CanSeek && Size + chunks * (long)ChunkReader.Size > input.Stream.Length)
            problems.Report(new(input.Source, 0, "file is shorter than its header says"));
    }
}
