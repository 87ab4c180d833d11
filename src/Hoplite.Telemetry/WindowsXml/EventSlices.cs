namespace Hoplite.Telemetry.WindowsXml;

/// <summary>Cuts a stream into the bytes of one <c>Event</c> element after the other, so that a broken one costs only itself.</summary>
sealed class EventSlices(XmlBytes bytes, EvidenceInput input, IEventSink problems)
{
    /// <summary>The largest event that is read.</summary>
    public const int MaxEvent = 4 << 20;

    static readonly int TagLength = "<Event".Length;

    byte[] _buffer = new byte[64 << 10];
    int _at, _filled, _event, _length;
    long _base = input.Start;

    /// <summary>The bytes of the event found last, UTF-8.</summary>
    public ArraySegment<byte> Event => new(_buffer, _event, _length);

    /// <summary>Where it begins in the evidence.</summary>
    public long Position => _base + Width(_buffer.AsSpan(0, _event));

    /// <summary>Where an <c>Event</c> element begins; negative when nowhere.</summary>
    public static int Start(ReadOnlySpan<byte> text)
    {
        for (var at = 0; ; at++)
        {
            var next = text[at..].IndexOf("<Event"u8);
            if (next < 0) return -1;
            at += next;
            if (at + TagLength < text.Length && text[at + TagLength] is (byte)'>' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') return at;
        }
    }

    /// <summary>Finds the next event; false at the end.</summary>
    public bool Next()
    {
        var searched = 0;
        while (true)
        {
            var start = Start(_buffer.AsSpan(_at, _filled - _at));
            if (start >= 0)
            {
                _at += start;
                var from = Math.Max(searched - "</Event>".Length, 0);
                var end = _buffer.AsSpan(_at + from, _filled - _at - from).IndexOf("</Event>"u8);
                if (end >= 0)
                {
                    (_event, _length) = (_at, from + end + "</Event>".Length);
                    _at += _length;
                    return true;
                }

                searched = _filled - _at;
                if (searched > MaxEvent)
                {
                    Report("event is too long");
                    (_event, _length) = (_at, searched);
                    _at = SkipToLastStart() ? _event : _filled - TagLength;
                    searched = 0;
                    continue;
                }
            }
            else
            {
                _at = Math.Max(_at, _filled - TagLength);
                searched = 0;
            }

            if (Fill()) continue;
            if (start >= 0) Report("last event is cut off");
            return false;
        }
    }

    /// <summary>Shortens the event to the last start of one in it; false when there is but one.</summary>
    public bool SkipToLastStart()
    {
        var last = 0;
        while (Start(Event.AsSpan(last + TagLength)) is var next and >= 0) last += TagLength + next;
        (_event, _length) = (_event + last, _length - last);
        return last > 0;
    }

    bool Fill()
    {
        _base += Width(_buffer.AsSpan(0, _at));
        _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
        _filled -= _at;
        _at = 0;
        if (_buffer.Length - _filled < 16 << 10) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = bytes.Read(_buffer.AsSpan(_filled));
        _filled += read;
        return read > 0;
    }

    long Width(ReadOnlySpan<byte> text) => bytes.Encoding == XmlEncoding.Utf8 ? text.Length : System.Text.Encoding.UTF8.GetCharCount(text) * 2L;

    void Report(string reason) => problems.Report(new(input.Source, _base + Width(_buffer.AsSpan(0, _at)), reason));
}
