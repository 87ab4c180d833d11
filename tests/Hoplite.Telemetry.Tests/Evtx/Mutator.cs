namespace Hoplite.Telemetry.Tests.Evtx;

/// <summary>Damages logs at random, the same way for the same seed: flipped bits, odd numbers, moved and cut pieces.</summary>
sealed class Mutator(ulong seed)
{
    static readonly uint[] Odd = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x1FF, 0x200, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];
    static readonly byte[] Tokens = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x41, 0x45, 0x46, 0x21, 0x81, 0x93];

    readonly byte[] _space = new byte[1 << 18];
    ulong _state = seed;

    /// <summary>A damaged copy.</summary>
    public MemoryStream Mutate(byte[] file)
    {
        file.CopyTo(_space, 0);
        var length = file.Length;
        for (var n = 1 + Next(6); n > 0; n--)
        {
            // Most of a log's first 4.5 KiB is empty.
            var from = Next(8) == 0 ? 0 : 4096;
            var at = from + Next(length - from - 8);
            switch (Next(6))
            {
                case 0: _space[at] ^= (byte)(1 << Next(8)); break;
                case 1: _space[at] = Tokens[Next(Tokens.Length)]; break;
                case 2: BitConverter.TryWriteBytes(_space.AsSpan(at), Odd[Next(Odd.Length)]); break;
                case 3: BitConverter.TryWriteBytes(_space.AsSpan(at), (ushort)Next(65536)); break;
                case 4:
                    var size = Next(Math.Min(256, length - at));
                    _space.AsSpan(4096 + Next(length - 4096 - size), size).CopyTo(_space.AsSpan(at));
                    break;
                default:
                    // An offset that leads to another place of the chunk: back into itself, or into the middle of something.
                    BitConverter.TryWriteBytes(_space.AsSpan(at), Next(length - 4096));
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
