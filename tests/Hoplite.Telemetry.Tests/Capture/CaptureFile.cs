using System.Buffers.Binary;

namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>Builds captures in code, in any of their forms.</summary>
sealed class CaptureFile
{
    public static readonly DateTime Start = new(2024, 5, 1, 10, 0, 0, DateTimeKind.Utc);

    readonly List<(long Micros, byte[] Bytes)> _packets = [];

    public int LinkType { get; init; } = 1;

    /// <summary>Adds a packet some milliseconds after the start.</summary>
    public CaptureFile Add(double milliseconds, byte[] bytes)
    {
        _packets.Add(((long)(milliseconds * 1000), bytes));
        return this;
    }

    public byte[] Pcap(bool big = false, bool nano = false, bool modified = false)
    {
        var file = new Bytes(big);
        file.U32(modified ? 0xA1B2CD34 : nano ? 0xA1B23C4D : 0xA1B2C3D4).U16(2).U16(4).U32(0).U32(0).U32(262144).U32((uint)LinkType);
        foreach (var (micros, bytes) in _packets)
        {
            var time = Seconds(micros);
            file.U32((uint)(time / 1_000_000)).U32((uint)(time % 1_000_000) * (nano ? 1000u : 1)).U32((uint)bytes.Length).U32((uint)bytes.Length);
            if (modified) file.U32(0).U32(0);
            file.Raw(bytes);
        }

        return file.Done();
    }

    public byte[] Pcapng(bool big = false, byte resolution = 6, int block = 6)
    {
        var file = new Bytes(big);
        Block(file, 0x0A0D0D0A, new Bytes(big).U32(0x1A2B3C4D).U16(1).U16(0).U32(uint.MaxValue).U32(uint.MaxValue));
        Block(file, 1, new Bytes(big).U16((ushort)LinkType).U16(0).U32(0).U16(9).U16(1).Raw([resolution, 0, 0, 0]).U16(0).U16(0));
        Block(file, 0x0BAD0001, new Bytes(big).U32(1).U32(2));
        foreach (var (micros, bytes) in _packets)
        {
            var stamp = Stamp(Seconds(micros), resolution);
            var body = new Bytes(big);
            if (block == 6) body.U32(0);
            else if (block == 2) body.U16(0).U16(0);
            if (block != 3) body.U32((uint)(stamp >> 32)).U32((uint)stamp).U32((uint)bytes.Length);
            body.U32((uint)bytes.Length).Raw(bytes).Pad();
            Block(file, (uint)block, body);
        }

        return file.Done();
    }

    static void Block(Bytes file, uint type, Bytes body)
    {
        var content = body.Done();
        file.U32(type).U32((uint)content.Length + 12).Raw(content).U32((uint)content.Length + 12);
    }

    static ulong Stamp(long micros, byte resolution) =>
        (resolution & 0x80) != 0 ? (ulong)((UInt128)(ulong)micros * (1UL << (resolution & 0x7F)) / 1_000_000) : resolution >= 6 ? (ulong)micros * (ulong)Math.Pow(10, resolution - 6) : (ulong)micros / (ulong)Math.Pow(10, 6 - resolution);

    static long Seconds(long micros) => (Start - DateTime.UnixEpoch).Ticks / 10 + micros;
}

/// <summary>Puts numbers of either byte order behind one another.</summary>
sealed class Bytes(bool big = true)
{
    readonly List<byte> _bytes = [];

    public Bytes U8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public Bytes U16(int value)
    {
        Span<byte> room = stackalloc byte[2];
        if (big) BinaryPrimitives.WriteUInt16BigEndian(room, (ushort)value);
        else BinaryPrimitives.WriteUInt16LittleEndian(room, (ushort)value);
        return Raw(room);
    }

    public Bytes U32(uint value)
    {
        Span<byte> room = stackalloc byte[4];
        if (big) BinaryPrimitives.WriteUInt32BigEndian(room, value);
        else BinaryPrimitives.WriteUInt32LittleEndian(room, value);
        return Raw(room);
    }

    public Bytes U64(ulong value) => big ? U32((uint)(value >> 32)).U32((uint)value) : U32((uint)value).U32((uint)(value >> 32));

    public Bytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public Bytes Zeros(int count) => Raw(new byte[count]);

    public Bytes Pad()
    {
        while (_bytes.Count % 4 != 0) _bytes.Add(0);
        return this;
    }

    public byte[] Done() => [.. _bytes];
}
