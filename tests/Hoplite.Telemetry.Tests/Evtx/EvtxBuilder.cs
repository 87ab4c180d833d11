using System.Buffers.Binary;
using System.IO.Hashing;

namespace Hoplite.Telemetry.Tests.Evtx;

/// <summary>Makes small event logs, whole ones; tests damage them afterwards.</summary>
sealed class EvtxBuilder
{
    public const int ChunkSize = 64 << 10;
    public const int HeaderSize = 4096;

    /// <summary>A template with the parts of <c>System</c> that matter; values 0 to 3 are its own.</summary>
    public const string System = """<Event xmlns="urn:x"><System><Provider Name="Test-Provider"/><EventID>%0</EventID><TimeCreated SystemTime="%1"/><EventRecordID>%2</EventRecordID><Correlation ActivityID="%?4"/><Channel>Test/Operational</Channel><Computer>host.example</Computer></System>%3</Event>""";

    public static readonly DateTimeOffset Noon = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly List<byte[]> _chunks = [];
    readonly List<List<int>> _records = [];
    BinXmlWriter _writer = null!;
    long _nextId = 1;

    /// <summary>Where each record of each chunk begins in the file.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Positions => _records;

    /// <summary>Begins a chunk.</summary>
    public EvtxBuilder Chunk()
    {
        _chunks.Add(new byte[ChunkSize]);
        _records.Add([]);
        _writer = new BinXmlWriter(_chunks[^1], 512);
        return this;
    }

    /// <summary>Adds an event with the usual <c>System</c> and this <c>EventData</c>.</summary>
    public EvtxBuilder Event(ushort eventId, string data, params EvtxValue[] values)
    {
        var id = (ulong)_nextId;
        return Record(w => w.Fragment(System,
            [EvtxValue.UInt16(eventId), EvtxValue.Time(Noon.AddSeconds((long)id)), EvtxValue.UInt64(id), EvtxValue.Fragment(data, values), EvtxValue.Null]));
    }

    /// <summary>Adds many events.</summary>
    public EvtxBuilder Events(int count, string data, params EvtxValue[] values)
    {
        for (var i = 0; i < count; i++) Event(1, data, values);
        return this;
    }

    /// <summary>Adds a record with binary XML of any kind.</summary>
    public EvtxBuilder Record(Action<BinXmlWriter> content)
    {
        if (_chunks.Count == 0) Chunk();
        var start = _writer.Position;
        _records[^1].Add(HeaderSize + (_chunks.Count - 1) * ChunkSize + start);
        _writer.Bytes("**\0\0"u8);
        _writer.UInt32(0);
        _writer.Bytes(BitConverter.GetBytes(_nextId++));
        _writer.Bytes(BitConverter.GetBytes(Noon.AddHours(1).ToFileTime()));
        content(_writer);
        while (_writer.Position % 8 != 4) _writer.Bytes([0]);
        var size = _writer.Position + 4 - start;
        _writer.UInt32(size);
        BinaryPrimitives.WriteInt32LittleEndian(_chunks[^1].AsSpan(start + 4), size);
        var head = _chunks[^1].AsSpan(0, 512);
        if (start == 512) BinaryPrimitives.WriteInt64LittleEndian(head[24..], _nextId - 1);
        BinaryPrimitives.WriteInt64LittleEndian(head[32..], _nextId - 1);
        BinaryPrimitives.WriteInt32LittleEndian(head[44..], start);
        BinaryPrimitives.WriteInt32LittleEndian(head[48..], _writer.Position);
        return this;
    }

    /// <summary>The whole file.</summary>
    public byte[] Build()
    {
        var file = new byte[HeaderSize + _chunks.Count * ChunkSize];
        "ElfFile\0"u8.CopyTo(file);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), Math.Max(0, _chunks.Count - 1));
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), _nextId);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(32), 128);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(36), 0x00030001);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(40), HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(42), (ushort)_chunks.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(124), Crc32.HashToUInt32(file.AsSpan(0, 120)));
        for (var i = 0; i < _chunks.Count; i++)
        {
            Seal(_chunks[i]);
            _chunks[i].CopyTo(file, HeaderSize + i * ChunkSize);
        }

        return file;
    }

    /// <summary>Writes the head of a chunk and its checksums.</summary>
    public static void Seal(Span<byte> chunk)
    {
        "ElfChnk\0"u8.CopyTo(chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[40..], 128);
        var free = BinaryPrimitives.ReadInt32LittleEndian(chunk[48..]);
        if (free == 0) BinaryPrimitives.WriteInt32LittleEndian(chunk[48..], free = 512);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc32.HashToUInt32(chunk[512..free]));
        var crc = new Crc32();
        crc.Append(chunk[..120]);
        crc.Append(chunk[128..512]);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], crc.GetCurrentHashAsUInt32());
    }
}
