namespace Hoplite.Guard.Labels;

/// <summary>What is known of a value besides itself: how far to trust it, who may see it, where it comes from.</summary>
/// <param name="Integrity">How far it can be trusted.</param>
/// <param name="Confidentiality">Who may see it.</param>
/// <param name="From">Where it comes from.</param>
public readonly record struct Label(Integrity Integrity, Confidentiality Confidentiality, Provenance From)
{
    /// <summary>What is said of everything nothing else is known of.</summary>
    public static Label Unknown { get; } = new(Integrity.FreeText, Confidentiality.Internal, Provenance.None);

    /// <summary>The label of what was made from two values: the lower trust, the higher secrecy, both origins.</summary>
    public static Label Join(Label a, Label b) => new(
        (Integrity)Math.Min((int)a.Integrity, (int)b.Integrity),
        (Confidentiality)Math.Max((int)a.Confidentiality, (int)b.Confidentiality),
        Provenance.Join(a.From, b.From));

    /// <summary>The label of what was made from several values; of nothing, <see cref="Unknown"/>: what nobody vouches for is not trusted.</summary>
    public static Label Join(IEnumerable<Label> labels) => labels.Aggregate((Label?)null, (all, one) => all is { } known ? Join(known, one) : one) ?? Unknown;
}
