namespace Hoplite.Telemetry.Tests.Capture;

/// <summary>Damages captures at random, the same way for the same seed.</summary>
sealed class Damage(ulong seed)
{
    static readonly uint[] Odd = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x1FF, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    readonly byte[] _space = new byte[1 << 17];
    ulong _state = seed;

    public MemoryStream Of(byte[] file)
    {
        file.CopyTo(_space, 0);
        var length = file.Length;
        for (var n = 1 + Next(6); n > 0; n--)
        {
            // The header is hit less often, or nothing behind it would be read.
            var from = Next(16) == 0 ? 0 : 24;
            var at = from + Next(length - from - 8);
            switch (Next(6))
            {
                case 0: _space[at] ^= (byte)(1 << Next(8)); break;
                case 1: _space[at] = (byte)Next(256); break;
                case 2: BitConverter.TryWriteBytes(_space.AsSpan(at), Odd[Next(Odd.Length)]); break;
                case 3: BitConverter.TryWriteBytes(_space.AsSpan(at), (ushort)Next(65536)); break;
                case 4:
                    var size = Next(Math.Min(256, length - at));
                    _space.AsSpan(24 + Next(length - 24 - size), size).CopyTo(_space.AsSpan(at));
                    break;
                default:
                    // Bytes are taken out or come twice: everything behind them moves.
                    var step = 1 + Next(8);
                    if (Next(2) == 0 && at + step < length)
                    {
                        _space.AsSpan(at + step, length - at - step).CopyTo(_space.AsSpan(at));
                        length -= step;
                    }
                    else
                    {
                        _space.AsSpan(at, length - at).CopyTo(_space.AsSpan(at + step));
                        length += step;
                    }

                    break;
            }
        }

        if (Next(16) == 0) length = Next(length);
        return new MemoryStream(_space, 0, length);
    }

    int Next(int below)
    {
        // SplitMix64: the same sequence on every version of the runtime.
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return (int)((z ^ (z >> 31)) % (ulong)Math.Max(1, below));
    }
}
