using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>How hard to look at STIX.</summary>
public sealed record StixValidationOptions
{
    /// <summary>What must be is an error, what should be is a warning.</summary>
    public static readonly StixValidationOptions Default = new();

    /// <summary>What should be is an error as well.</summary>
    public static readonly StixValidationOptions StrictRules = new() { Strict = true };

    /// <summary>Whether best practices count as errors.</summary>
    public bool Strict { get; init; }

    /// <summary>Best practices that are not looked at, by name or code (see <see cref="StixChecks"/>).</summary>
    public IReadOnlyList<string> Disabled { get; init; } = [];

    /// <summary>Best practices that are looked at; alone, only these; beside <see cref="Disabled"/>, these too.</summary>
    public IReadOnlyList<string> Enabled { get; init; } = [];

    /// <summary>Whether types that the specification does not define are refused.</summary>
    public bool StrictTypes { get; init; }

    /// <summary>Whether properties that the specification does not define are refused.</summary>
    public bool StrictProperties { get; init; }

    /// <summary>Whether both ends of a relationship must lie in the same bundle.</summary>
    public bool EnforceReferences { get; init; }

    /// <summary>JSON schemas of one's own, by type or by the name of an extension; what they ask for must be (see <see cref="JsonShape"/> for the words that are understood).</summary>
    public IReadOnlyDictionary<string, JsonElement> AdditionalSchemas { get; init; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>Tells what is wrong with the syntax of a STIX pattern, or null; without it the outline of the pattern is looked at only.</summary>
    public Func<string, string?>? PatternSyntax { get; init; }

    /// <summary>Bounds on what is read.</summary>
    public StixLimits Limits { get; init; } = StixLimits.Default;
}
