namespace Hoplite.Telemetry.Capture.Files;

/// <summary>The packets of a pcap file. Behind a damaged record it looks for the next one that makes sense.</summary>
sealed class PcapSource : FrameSource
{
    const long Day = 86_400;

    readonly CaptureInput _input;
    readonly PcapHeader _header;
    int _last;
    uint _seconds;

    PcapSource(CaptureInput input, PcapHeader header)
    {
        _input = input;
        _header = header;
    }

    public static PcapSource? Open(CaptureInput input)
    {
        input.Ensure(PcapHeader.Size);
        if (PcapHeader.Parse(input.Buffered) is not { } header)
        {
            input.Report(0, "file header is missing or cut off");
            return null;
        }

        input.Take(PcapHeader.Size);
        return new PcapSource(input, header);
    }

    public override bool Next(out Frame frame)
    {
        frame = default;
        if (_last > 0) _input.Take(_last);
        _last = 0;
        while (true)
        {
            if (!_input.Ensure(_header.RecordHeader))
            {
                if (!_input.Buffered.IsEmpty) _input.Report(_input.Position, "ends within the header of a packet");
                return false;
            }

            var head = _input.Buffered;
            if (Length(head) is >= 0 and var length)
            {
                var size = _header.RecordHeader + length;
                if (!_input.Ensure(size))
                {
                    _input.Report(_input.Position, "ends within a packet");
                    if (_input.Buffered.Length == _header.RecordHeader) return false;
                    size = _input.Buffered.Length;
                }

                head = _input.Buffered;
                _seconds = _header.Number(head);
                var fraction = _header.Number(head[4..]);
                var time = DateTime.UnixEpoch.Ticks + _seconds * TimeSpan.TicksPerSecond + (_header.Nanoseconds ? fraction / 100 : fraction * 10L);
                var wire = (int)Math.Min(_header.Number(head[12..]), int.MaxValue);
                frame = new Frame(head[_header.RecordHeader..size], _header.LinkType, wire, time, _input.Position);
                _last = size;
                return true;
            }

            _input.Report(_input.Position, "header of a packet makes no sense");
            if (!Resume()) return false;
        }
    }

    // The length of the packet behind this header; -1 when it is no header.
    int Length(ReadOnlySpan<byte> head)
    {
        var kept = _header.Number(head[8..]);
        var fraction = _header.Number(head[4..]);
        return kept > MaxPacket || fraction >= (_header.Nanoseconds ? 1_000_000_000u : 2_000_000u) ? -1 : (int)kept;
    }

    // Two headers in a row that fit the time of the last packet are taken for the truth.
    bool Resume()
    {
        _input.Ensure(CaptureInput.Size / 2);
        var bytes = _input.Buffered;
        for (var at = 1; at + _header.RecordHeader <= bytes.Length; at++)
        {
            var next = Follow(bytes, at);
            if (next < 0 || (next != bytes.Length && Follow(bytes, next) < 0)) continue;
            _input.Take(at);
            return true;
        }

        return false;
    }

    int Follow(ReadOnlySpan<byte> bytes, int at)
    {
        if (at + _header.RecordHeader > bytes.Length) return -1;
        var head = bytes[at..];
        var length = Length(head);
        var wire = _header.Number(head[12..]);
        if (length <= 0 || wire < length || wire > MaxPacket) return -1;
        if (_seconds != 0 && Math.Abs((long)_header.Number(head) - _seconds) > Day) return -1;
        var next = at + _header.RecordHeader + length;
        return next <= bytes.Length ? next : -1;
    }
}
