namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>Names as bytes, so that a reader need not make a string of each.</summary>
sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8Comparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => Hash(obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => Hash(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    // Names of properties differ in length or in one of three letters nearly always; the tables are fixed, so nobody can make them collide at will.
    static int Hash(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : (name.Length * 31 * 31) ^ (name[0] << 16) ^ (name[name.Length / 2] << 8) ^ (name[^1] * 31);
}
