using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>How a list is read.</summary>
public sealed record ListOptions
{
    /// <summary>The name of the list; two lists with one name are versions of one list.</summary>
    public string Source { get; init; } = "list";

    /// <summary>The column that holds the values, by its name or its number from 1; null to find it.</summary>
    public string? Column { get; init; }

    /// <summary>The marking its indicators get; null for none.</summary>
    public Tlp? Marking { get; init; }

    /// <summary>The confidence its indicators get, from 0 to 100; null to say none.</summary>
    public int? Confidence { get; init; }
}
