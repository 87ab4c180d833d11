using Hoplite.Intelligence.Formats.Csaf;
using Hoplite.Intelligence.Formats.Exposure;

namespace Hoplite.Intelligence.Formats;

/// <summary>Something in a file that was not taken.</summary>
/// <param name="Position">Where, such as <c>line 12</c> or <c>Event[0].Attribute[3]</c>; empty for the whole.</param>
/// <param name="Reason">Why, and what to do; may hold text of the file.</param>
public sealed record Refusal(string Position, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => Position.Length == 0 ? Reason : $"{Position}: {Reason}";
}

/// <summary>What came out of a file.</summary>
/// <param name="Kind">What the file was recognised as.</param>
/// <param name="Objects">STIX 2.1 objects, JSON in UTF-8, each acceptable to <see cref="Stix.Reading.StixReader"/>; each id and version once.</param>
/// <param name="Refused">What was not taken, with the place and the reason.</param>
/// <param name="Notes">What else whoever imports should know, such as how many deleted attributes were passed over.</param>
public sealed record Imported(ImportedKind Kind, IReadOnlyList<ReadOnlyMemory<byte>> Objects, IReadOnlyList<Refusal> Refused, IReadOnlyList<string> Notes)
{
    /// <summary>What is wrong with an advisory of CSAF, by the numbered tests of the standard.</summary>
    public IReadOnlyList<CsafFinding> Findings { get; init; } = [];

    /// <summary>What catalogues of vulnerabilities say, for <see cref="ExposureTable"/>.</summary>
    public IReadOnlyList<ExposureRecord> Exposures { get; init; } = [];

    /// <summary>How many refusals there are beyond those told.</summary>
    public long MoreRefused { get; init; }
}
