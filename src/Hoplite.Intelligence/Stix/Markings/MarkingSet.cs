using Hoplite.Intelligence.Stix.Objects;

namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>
/// What marking definitions mean. Those of TLP are known from the start; others are learned from the objects that travel with the content.
/// A marking that nobody explained is taken for the strictest: what we do not understand we do not share.
/// </summary>
public sealed class MarkingSet
{
    readonly Dictionary<string, StixObject> _learned = new(StringComparer.Ordinal);

    /// <summary>Learns the marking definitions among some objects. A definition that is known already is not replaced.</summary>
    /// <remarks>Whoever explains a marking first decides what it means: learn from those who made it, or whom you trust, not from whoever sends it.</remarks>
    public void Learn(IEnumerable<StixObject> objects)
    {
        foreach (var definition in objects.OfType<MarkingDefinition>())
            if (TlpMarkings.Of(definition.Id) is null) _learned.TryAdd(definition.Id, definition);
    }

    /// <summary>The level of a marking; null for one that sets no level, as a statement does.</summary>
    public Tlp? Level(string markingRef)
    {
        if (TlpMarkings.Of(markingRef) is { } known) return known.Level;
        if (!_learned.TryGetValue(markingRef, out var learned)) return Tlp.Red;
        return learned.Text("definition_type") is "statement" ? null : Tlp.Red;
    }

    /// <summary>The words of a statement marking; null for any other.</summary>
    public string? Statement(string markingRef) =>
        _learned.TryGetValue(markingRef, out var learned) && learned.Property("definition") is { ValueKind: System.Text.Json.JsonValueKind.Object } definition
            && definition.TryGetProperty("statement", out var text) && text.ValueKind == System.Text.Json.JsonValueKind.String ? text.GetString() : null;

    /// <summary>The strictest of some markings; null if none of them sets a level.</summary>
    public Tlp? Strictest(IEnumerable<string> markingRefs)
    {
        Tlp? strictest = null;
        foreach (var marking in markingRefs)
            if (Level(marking) is { } level && (strictest is null || level > strictest)) strictest = level;
        return strictest;
    }
}
