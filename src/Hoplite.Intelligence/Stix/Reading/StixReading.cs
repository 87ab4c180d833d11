namespace Hoplite.Intelligence.Stix.Reading;

/// <summary>What a text held: its objects in their order, and what was wrong with the text itself.</summary>
/// <param name="Entries">The objects, acceptable or not.</param>
/// <param name="Problem">Why the text could not be read to its end; null if it was.</param>
public sealed record StixReading(IReadOnlyList<StixEntry> Entries, StixFinding? Problem)
{
    /// <summary>Whether the text was read to its end and every object may come in.</summary>
    public bool IsAcceptable => Problem is null && Entries.All(entry => entry.IsAcceptable);
}
