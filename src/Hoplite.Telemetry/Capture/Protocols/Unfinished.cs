using System.Buffers;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>The beginning of a message whose rest is still to come.</summary>
struct Unfinished
{
    byte[]? _bytes;
    int _length;

    public readonly int Length => _length;

    /// <summary>What was kept together with what came now.</summary>
    public ReadOnlySpan<byte> Join(ReadOnlySpan<byte> data)
    {
        if (_length == 0) return data;
        var wanted = _length + data.Length;
        if (wanted > _bytes!.Length)
        {
            var grown = ArrayPool<byte>.Shared.Rent(wanted);
            _bytes.AsSpan(0, _length).CopyTo(grown);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = grown;
        }

        data.CopyTo(_bytes.AsSpan(_length));
        _length = wanted;
        return _bytes.AsSpan(0, wanted);
    }

    /// <summary>Keeps the end of what <see cref="Join"/> gave.</summary>
    public void Keep(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            Free();
            return;
        }

        if (_bytes is null || _bytes.Length < rest.Length)
        {
            var fresh = ArrayPool<byte>.Shared.Rent(rest.Length);
            rest.CopyTo(fresh);
            if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = fresh;
        }
        else if (!rest.Overlaps(_bytes, out var place) || place != 0) rest.CopyTo(_bytes);
        _length = rest.Length;
    }

    public void Free()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        _length = 0;
    }
}
