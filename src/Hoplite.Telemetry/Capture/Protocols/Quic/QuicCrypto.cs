using System.Buffers;

namespace Hoplite.Telemetry.Capture.Protocols;

/// <summary>Puts the pieces of a greeting together that lie in the frames of QUIC in any order.</summary>
sealed class QuicCrypto(int capacity) : IDisposable
{
    const int MaxPieces = 64;

    readonly List<(int Start, int End)> _pieces = [];
    byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The first message of the handshake with its head; empty until it is complete.</summary>
    public ReadOnlySpan<byte> Message
    {
        get
        {
            var reached = 0;
            foreach (var (start, end) in _pieces)
                if (start <= reached) reached = Math.Max(reached, end);
            if (reached < 4) return default;
            var length = 4 + (_bytes[1] << 16 | _bytes[2] << 8 | _bytes[3]);
            return length <= reached ? _bytes.AsSpan(0, length) : default;
        }
    }

    /// <summary>Takes the frames of a packet as far as they are those of a greeting.</summary>
    public void Frames(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        for (var n = 0; at < bytes.Length && n < 4096; n++)
        {
            if (!QuicAnalyzer.Number(bytes, ref at, out var type)) return;
            switch (type)
            {
                case 0 or 1: continue;
                case 2 or 3:
                    if (!QuicAnalyzer.Number(bytes, ref at, out _) || !QuicAnalyzer.Number(bytes, ref at, out _)
                        || !QuicAnalyzer.Number(bytes, ref at, out var ranges) || !QuicAnalyzer.Number(bytes, ref at, out _) || ranges > 64) return;
                    for (var i = 0; i < ranges * 2 + (type == 3 ? 3 : 0); i++)
                        if (!QuicAnalyzer.Number(bytes, ref at, out _)) return;
                    break;
                case 6:
                    if (!QuicAnalyzer.Number(bytes, ref at, out var offset) || !QuicAnalyzer.Number(bytes, ref at, out var length) || length > bytes.Length - at) return;
                    Take(offset, bytes.Slice(at, (int)length));
                    at += (int)length;
                    break;
                default: return;
            }
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _pieces.Clear();
    }

    void Take(long offset, ReadOnlySpan<byte> piece)
    {
        if (offset + piece.Length > capacity || _pieces.Count >= MaxPieces) return;
        piece.CopyTo(_bytes.AsSpan((int)offset));
        _pieces.Add(((int)offset, (int)offset + piece.Length));
        _pieces.Sort();
    }
}
