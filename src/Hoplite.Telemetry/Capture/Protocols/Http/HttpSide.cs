using System.Buffers.Text;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Where one direction of HTTP stands.</summary>
enum HttpPhase : byte
{
    Head, Body, ChunkSize, Chunk, ChunkEnd, Trailer, UntilClose, Lost,
}

/// <summary>What comes out of one direction of HTTP.</summary>
interface IHttpListener
{
    /// <summary>A head came; says how its body ends.</summary>
    (HttpPhase Phase, long Length) Head(bool isRequest, ReadOnlySpan<byte> head);

    /// <summary>A piece of the body came.</summary>
    void Body(bool isRequest, ReadOnlySpan<byte> data);

    /// <summary>The message is complete.</summary>
    void End(bool isRequest);
}

/// <summary>Cuts one direction of HTTP into messages.</summary>
struct HttpSide(bool isRequest)
{
    const int MaxHead = 64 << 10;

    Unfinished _kept;
    HttpPhase _phase;
    long _left;
    int _looked;

    /// <summary>Takes bytes; false when they are no HTTP.</summary>
    public bool Take(ReadOnlySpan<byte> data, IHttpListener listener)
    {
        if (_phase == HttpPhase.Lost)
        {
            if (!(isRequest ? HttpText.IsRequest(data) : HttpText.IsResponse(data))) return true;
            _phase = HttpPhase.Head;
        }

        var bytes = _kept.Join(data);
        while (!bytes.IsEmpty)
        {
            var used = Step(bytes, listener);
            if (used < 0)
            {
                _kept.Free();
                return false;
            }

            if (used == 0) break;
            _looked = 0;
            bytes = bytes[used..];
        }

        _kept.Keep(bytes);
        return true;
    }

    /// <summary>Bytes are missing; inside a body that does not matter.</summary>
    public void Skip(long length, IHttpListener listener)
    {
        _kept.Free();
        _looked = 0;
        if (_phase == HttpPhase.UntilClose) return;
        if (_phase is HttpPhase.Body or HttpPhase.Chunk && length <= _left)
        {
            _left -= length;
            if (_left == 0) After(listener);
            return;
        }

        if (_phase == HttpPhase.Body) listener.End(isRequest);
        _phase = HttpPhase.Lost;
    }

    public void Free() => _kept.Free();

    int Step(ReadOnlySpan<byte> bytes, IHttpListener listener)
    {
        switch (_phase)
        {
            case HttpPhase.Head:
                if (bytes[0] is (byte)'\r' or (byte)'\n') return 1;
                var head = HttpText.HeadLength(bytes, _looked);
                if (head < 0)
                {
                    _looked = bytes.Length;
                    return bytes.Length > MaxHead ? -1 : 0;
                }

                if (head > MaxHead || !(isRequest ? HttpText.IsRequest(bytes) : HttpText.IsResponse(bytes))) return -1;
                (_phase, _left) = listener.Head(isRequest, bytes[..head]);
                if (_phase == HttpPhase.Body && _left == 0) After(listener);
                return head;
            case HttpPhase.Body or HttpPhase.Chunk:
                var piece = (int)Math.Min(bytes.Length, _left);
                listener.Body(isRequest, bytes[..piece]);
                _left -= piece;
                if (_left == 0) After(listener);
                return piece;
            case HttpPhase.UntilClose:
                listener.Body(isRequest, bytes);
                return bytes.Length;
            default:
                var line = HttpText.Line(bytes, out var next);
                if (line.Length == bytes.Length) return bytes.Length > 4096 ? -1 : 0;
                if (_phase == HttpPhase.ChunkSize)
                {
                    if (!Utf8Parser.TryParse(line, out long size, out var digits, 'x') || digits == 0 || size < 0) return -1;
                    (_phase, _left) = size == 0 ? (HttpPhase.Trailer, 0) : (HttpPhase.Chunk, size);
                }
                else if (_phase == HttpPhase.ChunkEnd) _phase = HttpPhase.ChunkSize;
                else if (line.IsEmpty) After(listener);
                return next;
        }
    }

    void After(IHttpListener listener)
    {
        if (_phase == HttpPhase.Chunk)
        {
            _phase = HttpPhase.ChunkEnd;
            return;
        }

        _phase = HttpPhase.Head;
        listener.End(isRequest);
    }
}
