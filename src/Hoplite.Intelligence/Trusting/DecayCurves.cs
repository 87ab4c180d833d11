namespace Hoplite.Intelligence.Trusting;

/// <summary>How fast each kind of thing grows old, and which score it takes to be matched and to be blocked.</summary>
/// <remarks>
/// The lifetimes are those after which such things usually mean something else: attackers leave addresses within weeks, a hash never means
/// anything else. The speeds of addresses and web addresses are near those that MISP ships for them (2 and 2.3), as is the score for matching (30).
/// </remarks>
public sealed record DecayCurves
{
    readonly Dictionary<NamedKind, DecayCurve> _curves = Enum.GetValues<NamedKind>().ToDictionary(k => k, Usual);

    /// <summary>The usual ones.</summary>
    public static DecayCurves Default { get; } = new();

    /// <summary>Below this score nothing is blocked any more.</summary>
    public double BlockScore { get; init; } = 50;

    /// <summary>Below this score nothing is matched any more.</summary>
    public double DetectScore { get; init; } = 30;

    /// <summary>Curves that are not the usual ones.</summary>
    public IReadOnlyDictionary<NamedKind, DecayCurve> Curves
    {
        get => _curves;
        init
        {
            foreach (var (kind, curve) in value) _curves[kind] = curve;
        }
    }

    /// <summary>The curve of a kind.</summary>
    public DecayCurve Of(NamedKind kind) => _curves[kind];

    static DecayCurve Usual(NamedKind kind) => kind switch
    {
        NamedKind.Url => new DecayCurve(TimeSpan.FromDays(60), 2),
        NamedKind.Address or NamedKind.Network => new DecayCurve(TimeSpan.FromDays(90), 2),
        NamedKind.Hash => new DecayCurve(TimeSpan.FromDays(730), 0.3),
        _ => new DecayCurve(TimeSpan.FromDays(180), 1),
    };
}
