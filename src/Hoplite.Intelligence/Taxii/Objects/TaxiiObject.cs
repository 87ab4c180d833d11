using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Taxii;

/// <summary>One STIX object of an envelope, with what the server needs to know about it.</summary>
public sealed record TaxiiObject
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>The STIX version: what it says itself, else 2.0 for what has a version of its own, else 2.1.</summary>
    public required string SpecVersion { get; init; }

    /// <summary>Its <c>modified</c>, else its <c>created</c>, as it was written; null when it has neither.</summary>
    public string? Stamp { get; init; }

    /// <summary>The same as a time.</summary>
    public DateTimeOffset? Version { get; init; }

    /// <summary>The strictest level it is marked with.</summary>
    public Tlp Tlp { get; init; }

    /// <summary>Markings that say nothing by themselves; their definitions may be stored already.</summary>
    public IReadOnlyList<string> UnknownMarkings { get; init; } = [];

    /// <summary>The sharing group it is for; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The JSON as it came.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>When it was added; null for now. Only for what is loaded from a file.</summary>
    public DateTimeOffset? Added { get; init; }
}

/// <summary>An object that was not taken.</summary>
/// <param name="Id">Its id, as far as it has one.</param>
/// <param name="Version">Its version, as far as it has one.</param>
/// <param name="Message">Why.</param>
public sealed record TaxiiFailure(string Id, string? Version, string Message);

/// <summary>What an envelope holds (TAXII 2.1 §3.7).</summary>
/// <param name="Objects">What can be taken.</param>
/// <param name="Failures">What cannot.</param>
public sealed record TaxiiEnvelope(IReadOnlyList<TaxiiObject> Objects, IReadOnlyList<TaxiiFailure> Failures);

/// <summary>Says why an object is not accepted, or null when it is.</summary>
/// <param name="json">The object.</param>
public delegate string? TaxiiAcceptance(ReadOnlySpan<byte> json);
