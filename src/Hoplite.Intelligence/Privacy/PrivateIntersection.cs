using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Hoplite.Intelligence.Privacy;

/// <summary>Two peers find out which attackers both see, and nothing else of each other but how many they see.</summary>
/// <remarks>
/// Diffie–Hellman private set intersection (Meadows 1986; Huberman, Franklin, Hogg 1999) over Curve25519: each side hides its points with
/// a secret of its own, and what both have hidden is equal where the values are. Values are mapped onto the curve by trial; a point off
/// the curve would tell one bit of its value. Each run has a new secret. It holds against peers that follow the protocol and are curious.
/// </remarks>
public sealed class PrivateIntersection : IDisposable
{
    /// <summary>Bytes of one hidden value.</summary>
    public const int PointLength = CurveSecret.Length;

    /// <summary>The most values of one run.</summary>
    public const int MostValues = 200_000;

    static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;

    readonly CurveSecret _secret = new();
    readonly string[] _values;

    /// <summary>Begins a run over values.</summary>
    public PrivateIntersection(IEnumerable<string> values)
    {
        _values = [.. values.Distinct(StringComparer.Ordinal)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_values.Length, MostValues);
    }

    /// <summary>One's own values, hidden once, in an order that tells nothing; to be sent.</summary>
    public byte[] Hidden(CancellationToken cancellation = default)
    {
        RandomNumberGenerator.Shuffle(_values.AsSpan());
        return Each(_values.Length, (i, target) => Hide(PointOf(_values[i]), target), cancellation);
    }

    /// <summary>The values of the other side, hidden once more, in the order they came; to be sent back.</summary>
    /// <exception cref="InvalidDataException">They are not hidden values.</exception>
    public byte[] HideAgain(ReadOnlyMemory<byte> hidden, CancellationToken cancellation = default)
    {
        if (hidden.Length % PointLength != 0 || hidden.Length / PointLength > MostValues) throw new InvalidDataException("these are not hidden values, or too many");
        return Each(hidden.Length / PointLength, (i, target) => Hide(hidden.Span.Slice(i * PointLength, PointLength), target), cancellation);
    }

    /// <summary>Which of one's own values the other side has, too.</summary>
    /// <param name="own">One's own values as the other side sent them back.</param>
    /// <param name="others">The values of the other side, hidden by both.</param>
    /// <exception cref="InvalidDataException">The other side sent back more or fewer than it got.</exception>
    public IReadOnlyList<string> Common(ReadOnlySpan<byte> own, ReadOnlySpan<byte> others)
    {
        if (own.Length != _values.Length * PointLength) throw new InvalidDataException("the other side sent back another number of values than it got");
        var theirs = new HashSet<UInt128>();
        for (var i = 0; i + PointLength <= others.Length; i += PointLength) theirs.Add(BitConverter.ToUInt128(others.Slice(i, 16)));
        var common = new List<string>();
        for (var i = 0; i < _values.Length; i++)
            if (theirs.Contains(BitConverter.ToUInt128(own.Slice(i * PointLength, 16)))) common.Add(_values[i]);
        return common;
    }

    /// <inheritdoc />
    public void Dispose() => _secret.Dispose();

    static byte[] Each(int count, Fill fill, CancellationToken cancellation)
    {
        var all = new byte[count * PointLength];
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i => fill(i, all.AsSpan(i * PointLength, PointLength)));
            return all;
        }
        catch (AggregateException several) when (several.InnerException is InvalidDataException first)
        {
            throw new InvalidDataException(first.Message, several);
        }
    }

    delegate void Fill(int index, Span<byte> target);

    void Hide(ReadOnlySpan<byte> point, Span<byte> target)
    {
        if (!_secret.TryMultiply(point, target)) throw new InvalidDataException("this is not a hidden value");
    }

    // u lies on the curve when u³ + 486662 u² + u is a square.
    static byte[] PointOf(string value)
    {
        for (var attempt = 0; ; attempt++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"hoplite-psi\0{attempt}\0{value}"));
            hash[31] &= 0x7F;
            var u = new BigInteger(hash, isUnsigned: true) % Prime;
            var square = (u * u % Prime * (u + 486_662) + u) % Prime;
            if (QuadraticResidue.Is(square, Prime)) return hash;
        }
    }
}
