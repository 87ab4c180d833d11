using System.Buffers.Binary;

namespace Hoplite.Telemetry.Capture.Files;

/// <summary>The packets of a pcapng file: any number of sections, each with its byte order and its interfaces.</summary>
sealed class PcapngSource(CaptureInput input) : FrameSource
{
    const uint SectionHeader = 0x0A0D0D0A, ByteOrder = 0x1A2B3C4D;
    const int MaxInterfaces = 4096, MaxBlock = 512 << 10;

    readonly List<PcapngInterface> _interfaces = [];
    bool _big;
    int _last;
    bool _isCut;

    public static bool IsPcapng(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == SectionHeader
        && (head.Length < 12 || BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) is ByteOrder or 0x4D3C2B1A);

    public override bool Next(out Frame frame)
    {
        frame = default;
        if (_last > 0) input.Take(_last);
        _last = 0;
        while (input.Ensure(12))
        {
            var head = input.Buffered;
            var type = Number(head);
            if (type == SectionHeader)
            {
                var order = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]);
                if (order != ByteOrder && BinaryPrimitives.ReverseEndianness(order) != ByteOrder)
                {
                    input.Report(input.Position, "section header without byte order");
                    return false;
                }

                _big = order != ByteOrder;
                _interfaces.Clear();
            }

            var length = Number(head[4..]);
            if (length < 12 || (length & 3) != 0)
            {
                input.Report(input.Position, "block length makes no sense");
                return false;
            }

            if (length > MaxBlock)
            {
                if (type is 6 or 3 or 2) input.Report(input.Position, "packet is too large");
                if (input.Skip(length)) continue;
                input.Report(input.Position, "ends within a block");
                return false;
            }

            if (!input.Ensure((int)length))
            {
                input.Report(input.Position, "ends within a block");
                _isCut = true;
                if (!Packet(type, input.Buffered[8..], out frame)) return false;
                _last = input.Buffered.Length;
                return true;
            }

            var block = input.Buffered[..(int)length];
            if (Number(block[^4..]) != length) input.Report(input.Position, "the two lengths of a block differ");
            if (Packet(type, block[8..^4], out frame))
            {
                _last = (int)length;
                return true;
            }

            input.Take((int)length);
        }

        if (!input.Buffered.IsEmpty) input.Report(input.Position, "ends within a block");
        return false;
    }

    bool Packet(uint type, ReadOnlySpan<byte> body, out Frame frame)
    {
        frame = default;
        switch (type)
        {
            case 1 when body.Length >= 8:
                if (_interfaces.Count < MaxInterfaces) _interfaces.Add(PcapngInterface.Parse(body, _big));
                return false;
            case 6 when body.Length >= 20:
                return Stamped(Number(body), body[4..], out frame);
            case 2 when body.Length >= 20:
                return Stamped(Number16(body), body[4..], out frame);
            case 3 when body.Length >= 4 && _interfaces.Count > 0:
                var wire = Number(body);
                var kept = Math.Min(wire, (uint)body.Length - 4);
                if (_interfaces[0].SnapLength > 0) kept = Math.Min(kept, _interfaces[0].SnapLength);
                frame = new Frame(body.Slice(4, (int)kept), _interfaces[0].LinkType, (int)Math.Min(wire, int.MaxValue), 0, input.Position);
                return true;
            case 1 or 2 or 3 or 6:
                input.Report(input.Position, type == 3 && body.Length >= 4 ? "packet without an interface" : "block is too short");
                return false;
            default:
                return false;
        }
    }

    bool Stamped(uint number, ReadOnlySpan<byte> rest, out Frame frame)
    {
        frame = default;
        if (number >= (uint)_interfaces.Count)
        {
            input.Report(input.Position, "packet without an interface");
            return false;
        }

        var stamp = ((ulong)Number(rest) << 32) | Number(rest[4..]);
        var kept = Number(rest[8..]);
        var bytes = rest[16..];
        if (kept > (uint)bytes.Length)
        {
            if (!_isCut) input.Report(input.Position, "packet is longer than its block");
        }
        else bytes = bytes[..(int)kept];
        if (bytes.Length > MaxPacket) bytes = bytes[..MaxPacket];
        var from = _interfaces[(int)number];
        frame = new Frame(bytes, from.LinkType, (int)Math.Min(Number(rest[12..]), int.MaxValue), from.Time(stamp), input.Position);
        return true;
    }

    uint Number(ReadOnlySpan<byte> bytes) =>
        _big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    uint Number16(ReadOnlySpan<byte> bytes) =>
        _big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
