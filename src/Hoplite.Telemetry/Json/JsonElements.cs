using Hoplite.Telemetry.Lines;

namespace Hoplite.Telemetry.Json;

/// <summary>
/// Cuts JSON text into its records, byte by byte, each without line feeds between its tokens so that it can be parsed as a line.
/// </summary>
/// <remarks>
/// Arrays are opened; an object that holds an array of records under a known name is opened as well, once that array begins, and
/// what it says beside them is not an event.
/// </remarks>
sealed class JsonElements(EvidenceInput input, IEventSink sink)
{
    readonly byte[] _buffer = new byte[64 << 10];
    byte[] _element = new byte[64 << 10];
    int _length, _at, _filled, _opened, _wrapper;
    bool _any, _wrapped, _outside, _outsideEscaped;
    long _offset = input.Start, _left = input.Length;

    /// <summary>The record.</summary>
    public ReadOnlySpan<byte> Element => _element.AsSpan(0, _length);

    /// <summary>Its offset in the evidence.</summary>
    public long Position { get; private set; }

    /// <summary>Goes to the next record.</summary>
    public bool Next()
    {
        _length = 0;
        int depth = 0, keyStart = 0, keyEnd = 0;
        bool inString = false, escaped = false, bad = false;
        while (true)
        {
            if (_at == _filled && !Fill()) return End(depth > 0);
            var b = _buffer[_at++];
            _offset++;
            if (depth == 0)
            {
                if (_outside)
                {
                    // What a wrapper says beside its records; a line feed ends a string that was never closed.
                    if (_outsideEscaped) _outsideEscaped = false;
                    else if (b == '\\') _outsideEscaped = true;
                    else if (b is (byte)'"' or (byte)'\n') _outside = false;
                }
                else if (b == '"') _outside = _opened > 0;
                else if (b == '{')
                {
                    Position = _offset - 1;
                    depth = 1;
                    Put(b);
                }
                else if (b == '[') _opened++;
                else if (b is (byte)']' or (byte)'}')
                {
                    if (_opened > 0) _opened--;
                    if (_opened == 0) _wrapper = 0;
                }
                else if (_opened == 0 && !bad && b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',' or 0xEF or 0xBB or 0xBF))
                {
                    sink.Report(new ReadProblem(input.Source, _offset - 1, "not a JSON object"));
                    bad = true;
                }

                continue;
            }

            if (inString)
            {
                if (escaped) escaped = false;
                else if (b == '\\') escaped = true;
                else if (b == '"')
                {
                    inString = false;
                    keyEnd = _length;
                }

                // A line feed inside a string is forbidden, but pretty printers in the field do it.
                Put(b is (byte)'\n' or (byte)'\r' ? (byte)' ' : b);
            }
            else
            {
                switch (b)
                {
                    case (byte)'"':
                        inString = true;
                        Put(b);
                        keyStart = _length;
                        break;
                    case (byte)'{' or (byte)'[':
                        if (b == '[' && _opened == 0 && (!_any || _wrapped) && keyEnd >= keyStart && _length < 64 << 10 && IsRecords(depth, _element.AsSpan(keyStart, keyEnd - keyStart)) && FirstIsObject())
                        {
                            _wrapped = true;
                            _wrapper = depth;
                            _opened += depth + 1;
                            _length = depth = 0;
                            break;
                        }

                        depth++;
                        Put(b);
                        break;
                    case (byte)'}' or (byte)']':
                        Put(b);
                        if (--depth == 0)
                        {
                            if (_wrapper > 0 && _opened <= _wrapper)
                            {
                                _length = 0;
                                break;
                            }

                            _any = true;
                            Unwrap();
                            return true;
                        }

                        break;
                    case (byte)'\n' or (byte)'\r':
                        Put((byte)' ');
                        break;
                    default:
                        Put(b);
                        break;
                }
            }

            if (_length <= LineBlocks.MaxLine) continue;
            sink.Report(new ReadProblem(input.Source, Position, $"object longer than {LineBlocks.MaxLine >> 20} MiB left out"));
            _length = depth = 0;
            inString = escaped = false;
        }
    }

    static bool IsRecords(int depth, ReadOnlySpan<byte> key) => depth == 1 ? JsonWrapper.IsRecords(key) : depth == 2 && key.SequenceEqual("hits"u8);

    bool End(bool open)
    {
        if (open) sink.Report(new ReadProblem(input.Source, Position, "object is not closed"));
        return false;
    }

    // Elasticsearch wraps each record once more.
    void Unwrap()
    {
        var text = Element;
        if (_opened < 2 || !text.StartsWith("{"u8) || text.IndexOf("\"_index\""u8) < 0) return;
        var source = text.IndexOf("\"_source\""u8);
        if (source < 0) return;
        var start = text[source..].IndexOf((byte)'{');
        if (start < 0) return;
        start += source;
        int depth = 0, end = start;
        var inString = false;
        for (; end < text.Length; end++)
        {
            var b = text[end];
            if (inString)
            {
                if (b == '\\') end++;
                else if (b == '"') inString = false;
            }
            else if (b == '"') inString = true;
            else if (b == '{') depth++;
            else if (b == '}' && --depth == 0) break;
        }

        if (end >= text.Length) return;
        text[start..(end + 1)].CopyTo(_element);
        _length = end + 1 - start;
    }

    bool FirstIsObject()
    {
        while (true)
        {
            while (_at < _filled && _buffer[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                _at++;
                _offset++;
            }

            if (_at < _filled) return _buffer[_at] == '{';
            if (!Fill()) return false;
        }
    }

    bool Fill()
    {
        _at = 0;
        _filled = _left == 0 ? 0 : input.Stream.Read(_buffer.AsSpan(0, (int)Math.Min(_buffer.Length, _left)));
        _left -= _filled;
        if (_filled > 0) sink.Progress(_filled);
        return _filled > 0;
    }

    void Put(byte b)
    {
        if (_length == _element.Length) Array.Resize(ref _element, _element.Length * 2);
        _element[_length++] = b;
    }
}
