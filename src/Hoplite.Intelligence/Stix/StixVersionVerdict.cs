namespace Hoplite.Intelligence.Stix;

/// <summary>A judgement on an offered object.</summary>
/// <param name="Change">What it is.</param>
/// <param name="Reason">Why, for people; may be empty.</param>
public sealed record StixVersionVerdict(StixVersionChange Change, string Reason)
{
    /// <summary>Whether it may be stored.</summary>
    public bool IsAccepted => Change is StixVersionChange.New or StixVersionChange.Newer or StixVersionChange.Older or StixVersionChange.Same;
}
