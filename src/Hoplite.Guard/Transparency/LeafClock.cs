using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hoplite.Guard.Transparency;

/// <summary>Gives leaves times that never go back and UUIDv7 ids that only grow (RFC 9562 §6.2, method 2), whatever the clock does.</summary>
sealed class LeafClock(TimeProvider time)
{
    static readonly UInt128 LowBits = (UInt128.One << 74) - 1;

    DateTimeOffset _time;
    long _milliseconds;
    UInt128 _random;

    /// <summary>Goes on behind a leaf that is there already.</summary>
    public void Resume(LedgerLeaf last)
    {
        Span<byte> id = stackalloc byte[16];
        last.Id.TryWriteBytes(id, bigEndian: true, out _);
        var value = BinaryPrimitives.ReadUInt128BigEndian(id);
        _time = last.Time;
        _milliseconds = (long)(value >> 80);
        _random = (((value >> 64) & 0xfff) << 62) | (value & ((UInt128.One << 62) - 1));
    }

    /// <summary>The id and time of the next leaf.</summary>
    public (Guid Id, DateTimeOffset Time) Next()
    {
        var now = time.GetUtcNow();
        if (now > _time) _time = now;
        var milliseconds = _time.ToUnixTimeMilliseconds();
        if (milliseconds > _milliseconds) (_milliseconds, _random) = (milliseconds, Random(8) << 9);
        else
        {
            _random += 1 + Random(4);
            // Used up within one millisecond: the id runs ahead of the time, as the RFC allows.
            if (_random > LowBits) (_milliseconds, _random) = (_milliseconds + 1, Random(8));
        }

        return (Id(), _time);
    }

    Guid Id()
    {
        var value = ((UInt128)_milliseconds << 80) | ((UInt128)7 << 76) | ((_random >> 62) << 64) | ((UInt128)2 << 62) | (_random & ((UInt128.One << 62) - 1));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
        return new Guid(bytes, bigEndian: true);
    }

    static UInt128 Random(int bytes)
    {
        Span<byte> random = stackalloc byte[8];
        random.Clear();
        RandomNumberGenerator.Fill(random[..bytes]);
        return BinaryPrimitives.ReadUInt64LittleEndian(random);
    }
}
