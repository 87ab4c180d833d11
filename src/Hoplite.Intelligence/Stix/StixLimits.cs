namespace Hoplite.Intelligence.Stix;

/// <summary>Bounds on what is read from outside. What goes past them is refused, never cut.</summary>
/// <param name="ObjectBytes">Bytes of one object.</param>
/// <param name="BundleBytes">Bytes of a whole bundle.</param>
/// <param name="Objects">Objects in a bundle.</param>
/// <param name="ListItems">Items of a list, or members of a dictionary, in one object.</param>
/// <param name="Findings">Findings that are told of one object; the rest are counted as one.</param>
public sealed record StixLimits(int ObjectBytes, long BundleBytes, int Objects, int ListItems, int Findings)
{
    /// <summary>1 MiB an object, 256 MiB and a million objects a bundle, 100,000 items a list, 50 findings.</summary>
    public static readonly StixLimits Default = new(1 << 20, 256L << 20, 1_000_000, 100_000, 50);

    /// <summary>Objects and lists that may lie in one another, whatever the limits.</summary>
    public const int Depth = StixJson.MaxDepth;
}
