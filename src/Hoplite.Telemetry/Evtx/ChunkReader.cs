using System.Buffers.Binary;
using System.IO.Hashing;

namespace Hoplite.Telemetry.Evtx;

/// <summary>Reads the records of one chunk into a batch, also those behind its end that a rewritten log left there.</summary>
sealed class ChunkReader
{
    /// <summary>Bytes of a chunk.</summary>
    public const int Size = 64 << 10;

    const int HeaderSize = 512;
    const uint Signature = 0x2A2A;
    const int FirstRecordId = 24;
    const int RecordHead = 24;
    const int SmallestRecord = RecordHead + 4;

    static readonly int Windows = LogSourceTable.Intern(new LogSource("windows"));

    readonly RecordDecoder _decoder = new();
    readonly HashSet<long> _ids = [];
    readonly Crc32 _crc = new();
    RecordFlaws _reported;

    /// <summary>What every chunk begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "ElfChnk\0"u8;

    /// <summary>Whether the bytes can be read as a chunk: the magic says so, or a record stands where the first one belongs.</summary>
    public static bool IsChunk(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic) || RecordAt(bytes, HeaderSize) > 0;

    /// <summary>Reads a chunk that lies in the batch's arena.</summary>
    /// <param name="batch">Takes the events.</param>
    /// <param name="arena">Where the chunk begins in the arena.</param>
    /// <param name="length">Its bytes; fewer than <see cref="Size"/> when the file ends early.</param>
    /// <param name="position">Where it begins in the evidence.</param>
    /// <param name="problems">Takes what could not be read.</param>
    public void Read(EventBatch batch, int arena, int length, long position, IEventSink problems)
    {
        var chunk = batch.Arena.Slice(arena, length);
        var free = CheckHeader(chunk, batch.Source, position, problems);
        _decoder.Begin(batch, arena);
        _ids.Clear();
        _reported = RecordFlaws.None;
        var (at, last) = (HeaderSize, length < HeaderSize ? -1 : BinaryPrimitives.ReadInt64LittleEndian(chunk[FirstRecordId..]) - 1);
        var recovering = false;
        var gap = false;
        while (at + SmallestRecord <= length)
        {
            var size = RecordAt(chunk, at);
            if (size > 0)
            {
                var id = BinaryPrimitives.ReadInt64LittleEndian(chunk[(at + 8)..]);

                // A header that was not written back ends too early; records that count on belong to the log all the same.
                if (at >= free && (gap || id != last + 1)) recovering = true;
                if (_ids.Add(id) || !recovering) Record(batch, chunk, at, size, arena, position, recovering, problems);
                last = id;
                at += size;
                continue;
            }

            if (at < free && !gap && BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]) != 0 && !IsCutOff(chunk, at))
                problems.Report(new(batch.Source, position + at, "event record is damaged"));
            gap = true;
            var next = chunk[(at + 1)..].IndexOf("**\0\0"u8);
            if (next < 0) break;
            at += 1 + next;
        }

        _decoder.Finish();
    }

    void Record(EventBatch batch, ReadOnlySpan<byte> chunk, int at, int size, int arena, long position, bool recovered, IEventSink problems)
    {
        _decoder.Decode(chunk, at + RecordHead, at + size - 4);
        if (recovered) batch.Add(FieldNames.Recovered, FieldKind.True, arena + at, 0);
        var time = Timestamps.FromFileTime(_decoder.Time);
        if (time == 0) time = Timestamps.FromFileTime(BinaryPrimitives.ReadInt64LittleEndian(chunk[(at + 16)..]));
        var id = _decoder.RecordId >= 0 ? _decoder.RecordId : BinaryPrimitives.ReadInt64LittleEndian(chunk[(at + 8)..]);
        batch.End(time, Windows, position + at, id, arena + at, size);

        // Remains of overwritten records are incomplete by nature; that they are says nothing about the log.
        var flaws = _decoder.Flaws & ~_reported;
        if (flaws == RecordFlaws.None || recovered) return;
        _reported |= flaws;
        foreach (var (flaw, reason) in Reasons)
            if (flaws.HasFlag(flaw)) problems.Report(new(batch.Source, position + at, reason));
    }

    static readonly (RecordFlaws, string)[] Reasons =
    [
        (RecordFlaws.BadXml, "binary XML of a record is damaged"),
        (RecordFlaws.NoTemplate, "template of a record is missing"),
        (RecordFlaws.BadTemplate, "template of a record is damaged"),
        (RecordFlaws.TooDeep, "binary XML of a record is nested too deeply"),
        (RecordFlaws.TooMuch, "chunk describes more fields than it can hold"),
    ];

    /// <summary>The size of the record that lies here; 0 when none does.</summary>
    static int RecordAt(ReadOnlySpan<byte> chunk, int at)
    {
        if (at + SmallestRecord > chunk.Length || BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]) != Signature) return 0;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 4)..]);
        if (size < SmallestRecord || size > chunk.Length - at) return 0;
        return BinaryPrimitives.ReadUInt32LittleEndian(chunk[(int)(at + size - 4)..]) == size ? (int)size : 0;
    }

    static bool IsCutOff(ReadOnlySpan<byte> chunk, int at) =>
        chunk.Length < Size && BinaryPrimitives.ReadUInt32LittleEndian(chunk[at..]) == Signature
        && BinaryPrimitives.ReadUInt32LittleEndian(chunk[(at + 4)..]) is var size && size <= Size && at + size > chunk.Length;

    int CheckHeader(ReadOnlySpan<byte> chunk, EvidenceSource source, long position, IEventSink problems)
    {
        if (chunk.Length < HeaderSize)
        {
            problems.Report(new(source, position, "chunk is cut off"));
            return 0;
        }

        if (chunk.Length < Size) problems.Report(new(source, position, "chunk is cut off"));
        if (!chunk.StartsWith(Magic))
        {
            problems.Report(new(source, position, "chunk signature is missing"));
            return chunk.Length;
        }

        var free = BinaryPrimitives.ReadUInt32LittleEndian(chunk[48..]);
        var known = free is >= HeaderSize and <= Size;
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(chunk[120..]);
        if ((flags & 4) == 0)
        {
            _crc.Reset();
            _crc.Append(chunk[..120]);
            _crc.Append(chunk[128..HeaderSize]);
            if (_crc.GetCurrentHashAsUInt32() != BinaryPrimitives.ReadUInt32LittleEndian(chunk[124..]))
                problems.Report(new(source, position, "chunk header checksum does not match"));
            else if (known && free <= chunk.Length && Crc32.HashToUInt32(chunk[HeaderSize..(int)free]) != BinaryPrimitives.ReadUInt32LittleEndian(chunk[52..]))
                problems.Report(new(source, position, "chunk checksum does not match"));
        }

        if (!known) problems.Report(new(source, position, "chunk header names a wrong end of its records"));
        return known ? (int)free : chunk.Length;
    }
}
