using System.Security.Cryptography;

namespace Hoplite.Intelligence.Privacy;

/// <summary>A count that may be told: with noise of two-sided geometric distribution, ε-differentially private for one event more or less.</summary>
/// <remarks>After Ghosh, Roughgarden, Sundararajan: Universally utility-maximizing privacy mechanisms (STOC 2009).</remarks>
/// <param name="Value">The count as it is told; never negative.</param>
/// <param name="Epsilon">What it costs of the budget.</param>
public readonly record struct PrivateCount(long Value, double Epsilon)
{
    /// <summary>The mean absolute error of a count told with ε.</summary>
    public static double ExpectedError(double epsilon) => 2 * Math.Exp(-epsilon) / (1 - Math.Exp(-2 * epsilon));

    /// <summary>A count with noise from the system's generator.</summary>
    /// <param name="count">The true count.</param>
    /// <param name="epsilon">The smaller, the more private; above 0.</param>
    public static PrivateCount Of(long count, double epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        return new PrivateCount(Math.Max(0, count + Geometric(epsilon) - Geometric(epsilon)), epsilon);
    }

    static long Geometric(double epsilon)
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        var uniform = ((BitConverter.ToUInt64(bytes) >> 11) + 0.5) / (1UL << 53);
        return (long)Math.Floor(Math.Log(uniform) / -epsilon);
    }
}
