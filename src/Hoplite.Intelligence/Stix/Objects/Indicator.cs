using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A pattern that finds something suspicious (§4.7): an object of type <c>indicator</c>.</summary>
public sealed record Indicator : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Indicator(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>indicator_types</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> IndicatorTypes => Texts("indicator_types");

    /// <summary>The property <c>pattern</c>; null where it is left out.</summary>
    public string? Pattern => Text("pattern");

    /// <summary>The property <c>pattern_type</c>; null where it is left out.</summary>
    public string? PatternType => Text("pattern_type");

    /// <summary>The property <c>pattern_version</c>; null where it is left out.</summary>
    public string? PatternVersion => Text("pattern_version");

    /// <summary>The property <c>valid_from</c>; null where it is left out.</summary>
    public StixTime? ValidFrom => Time("valid_from");

    /// <summary>The property <c>valid_until</c>; null where it is left out.</summary>
    public StixTime? ValidUntil => Time("valid_until");

    /// <summary>The property <c>kill_chain_phases</c>; empty where it is left out.</summary>
    public IReadOnlyList<JsonElement> KillChainPhases => Items("kill_chain_phases");
}
