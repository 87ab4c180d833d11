using System.Buffers;

namespace Hoplite.Telemetry.Capture.Files;

/// <summary>A window over the bytes of a capture that moves forward only.</summary>
sealed class CaptureInput(EvidenceInput input, IEventSink sink) : IDisposable
{
    /// <summary>The most bytes that can be looked at together.</summary>
    public const int Size = 1 << 20;

    const int MaxProblems = 100;

    byte[] _window = ArrayPool<byte>.Shared.Rent(Size);
    int _start, _end, _problems;
    long _left = input.Length;
    bool _ended;

    /// <summary>Offset in the evidence of the first byte not taken yet.</summary>
    public long Position { get; private set; } = input.Start;

    /// <summary>What is there already.</summary>
    public ReadOnlySpan<byte> Buffered => _window.AsSpan(_start, _end - _start);

    /// <summary>Reads until this many bytes can be looked at; false when the capture ends before.</summary>
    public bool Ensure(int count)
    {
        while (_end - _start < count)
        {
            if (_ended || count > Size) return false;
            if (Size - _start < count || _start == _end)
            {
                _window.AsSpan(_start, _end - _start).CopyTo(_window);
                _end -= _start;
                _start = 0;
            }

            var room = (int)Math.Min(Size - _end, _left);
            var read = room == 0 ? 0 : input.Stream.Read(_window.AsSpan(_end, room));
            if (read == 0) _ended = true;
            _end += read;
            _left -= read;
            sink.Progress(read);
        }

        return true;
    }

    /// <summary>Takes bytes that were looked at.</summary>
    public void Take(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Passes over bytes; false when the capture ends before.</summary>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            if (!Ensure(1)) return false;
            var step = (int)Math.Min(count, _end - _start);
            Take(step);
            count -= step;
        }

        return true;
    }

    /// <summary>Reports what is wrong, but not for ever.</summary>
    public void Report(long position, string reason)
    {
        if (_problems++ < MaxProblems) sink.Report(new ReadProblem(input.Source, position, _problems == MaxProblems ? "more problems follow that are not listed" : reason));
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_window);
        _window = [];
    }
}
