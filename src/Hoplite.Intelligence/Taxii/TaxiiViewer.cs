using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Whoever asks, and what that one may see. What a viewer may not see is absent everywhere: in pages, counts, versions and headers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Clearance">The highest level that is shown.</param>
/// <param name="Groups">The sharing groups it belongs to; null for all of them.</param>
public sealed record TaxiiViewer(string Name, Tlp Clearance, IReadOnlyList<string>? Groups)
{
    /// <summary>Sees everything: the house itself.</summary>
    public static TaxiiViewer House { get; } = new("", Tlp.Red, null);

    /// <summary>Whether nothing is kept from it.</summary>
    public bool SeesAll => Clearance == Tlp.Red && Groups is null;
}
