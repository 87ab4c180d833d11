using System.Buffers;

namespace Hoplite.Telemetry.Capture;

/// <summary>Puts the fragments of IP packets together; the oldest unfinished one makes room for a new one.</summary>
sealed class Fragments(int capacity) : IDisposable
{
    const int MaxPacket = 65_535, MaxPieces = 256;

    readonly Dictionary<(UInt128, UInt128, uint, byte), Pieces> _unfinished = [];
    readonly Queue<((UInt128, UInt128, uint, byte) Key, Pieces Pieces)> _order = new();
    readonly List<byte[]> _given = [];
    long _dropped;

    /// <summary>Packets that never became complete, so far.</summary>
    public long Unfinished => _dropped + _unfinished.Count;

    /// <summary>Adds a fragment.</summary>
    /// <returns>Whether the packet is complete; its bytes live until <see cref="Release"/>.</returns>
    public bool Add(scoped in IpPacket packet, out ReadOnlySpan<byte> whole)
    {
        whole = default;
        var end = packet.FragmentOffset + packet.Payload.Length;
        if (end > MaxPacket || packet.Payload.Length < packet.PayloadLength)
        {
            _dropped++;
            return false;
        }

        var key = (packet.Source, packet.Target, packet.Id, packet.Protocol);
        if (!_unfinished.TryGetValue(key, out var pieces))
        {
            if (_order.Count >= capacity && _order.TryDequeue(out var oldest)) Drop(oldest.Key, oldest.Pieces);
            _unfinished[key] = pieces = new Pieces();
            _order.Enqueue((key, pieces));
        }

        if (!pieces.Add(packet.FragmentOffset, packet.Payload, packet.More)) return false;
        _unfinished.Remove(key);
        var bytes = pieces.Take()!;
        _given.Add(bytes);
        whole = bytes.AsSpan(0, pieces.Total);
        return true;
    }

    public void Dispose()
    {
        Release();
        foreach (var pieces in _unfinished.Values) pieces.Free();
        _unfinished.Clear();
    }

    void Drop((UInt128, UInt128, uint, byte) key, Pieces pieces)
    {
        if (!_unfinished.TryGetValue(key, out var there) || there != pieces) return;
        _unfinished.Remove(key);
        _dropped++;
        pieces.Free();
    }

    /// <summary>Nobody looks at the packets given out any more.</summary>
    public void Release()
    {
        foreach (var bytes in _given) ArrayPool<byte>.Shared.Return(bytes);
        _given.Clear();
    }

    sealed class Pieces
    {
        byte[]? _bytes = ArrayPool<byte>.Shared.Rent(4096);
        readonly List<(int Start, int End)> _parts = [];

        public int Total { get; private set; } = -1;

        public bool Add(int start, ReadOnlySpan<byte> bytes, bool more)
        {
            var end = start + bytes.Length;
            if (_bytes is null || _parts.Count >= MaxPieces || (Total >= 0 && end > Total)) return false;
            if (!more) Total = end;
            if (end > _bytes.Length)
            {
                var grown = ArrayPool<byte>.Shared.Rent(end);
                _bytes.CopyTo(grown, 0);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = grown;
            }

            bytes.CopyTo(_bytes.AsSpan(start));
            _parts.Add((start, end));
            if (Total < 0) return false;
            _parts.Sort();
            var reached = 0;
            foreach (var (from, to) in _parts)
                if (from <= reached) reached = Math.Max(reached, to);
            return reached >= Total;
        }

        public byte[]? Take()
        {
            var bytes = _bytes;
            _bytes = null;
            return bytes;
        }

        public void Free()
        {
            if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = null;
        }
    }
}
