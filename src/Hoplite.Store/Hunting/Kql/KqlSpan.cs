namespace Hoplite.Store.Hunting.Kql;

/// <summary>Where something stands in the text of a query. Two nodes are equal wherever they stand, so all spans are.</summary>
readonly struct KqlSpan(int start, int length) : IEquatable<KqlSpan>
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    public int End => Start + Length;

    public KqlSpan To(KqlSpan last) => new(Start, Math.Max(0, last.End - Start));

    public bool Equals(KqlSpan other) => true;

    public override bool Equals(object? obj) => obj is KqlSpan;

    public override int GetHashCode() => 0;
}
