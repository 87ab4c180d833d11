using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>Markings of objects and of their parts (STIX 2.1 §7.2): a granular marking goes before that of the object, the one with the longer selector before the shorter.</summary>
public static class StixMarkings
{
    /// <summary>The markings that hold for a place in an object; those of the object where no part is marked.</summary>
    /// <param name="marked">The object.</param>
    /// <param name="place">A selector, such as <c>external_references.[0].url</c>.</param>
    public static IReadOnlyList<string> At(StixObject marked, string place)
    {
        ArgumentNullException.ThrowIfNull(marked);
        var nearest = -1;
        var markings = new List<string>();
        foreach (var (selector, marking) in Granular(marked.Json))
        {
            if (!Selector.Covers(selector, place) || selector.Length < nearest) continue;
            if (selector.Length > nearest) markings.Clear();
            nearest = selector.Length;
            markings.Add(marking);
        }

        return nearest < 0 ? marked.ObjectMarkingRefs : markings;
    }

    /// <summary>Every marking an object has, of the whole and of parts.</summary>
    public static IReadOnlyList<string> All(StixObject marked)
    {
        ArgumentNullException.ThrowIfNull(marked);
        return [.. marked.ObjectMarkingRefs.Concat(Granular(marked.Json).Select(one => one.Marking)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The strictest level of an object with all its parts; null where nothing sets one.</summary>
    public static Tlp? Strictest(StixObject marked, MarkingSet meanings)
    {
        ArgumentNullException.ThrowIfNull(meanings);
        return meanings.Strictest(All(marked));
    }

    /// <summary>Markings for something made of others: all of theirs, so that it is as strict as the strictest of its sources.</summary>
    public static IReadOnlyList<string> Inherit(IEnumerable<StixObject> sources) => [.. sources.SelectMany(All).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// The object for somebody who is cleared up to a level: parts above it are dropped. Null if the object itself is above it, or if a part that is above it
    /// is one the object cannot be without.
    /// </summary>
    public static StixObject? Redact(StixObject marked, MarkingSet meanings, Tlp clearance)
    {
        ArgumentNullException.ThrowIfNull(marked);
        ArgumentNullException.ThrowIfNull(meanings);
        if (meanings.Strictest(marked.ObjectMarkingRefs) is { } whole && whole > clearance) return null;
        var hidden = Granular(marked.Json).GroupBy(one => one.Selector, one => one.Marking, StringComparer.Ordinal)
            .Where(part => meanings.Strictest(part) is { } level && level > clearance).Select(part => part.Key).ToList();
        if (hidden.Count == 0) return marked;
        if (hidden.Any(selector => IsNeeded(marked.Type, selector))) return null;
        var redacted = StixObject.From(Redaction.Drop(marked.ToNode(), hidden));
        return Reading.StixReader.ReadObject(redacted.Utf8).IsAcceptable ? redacted : null;
    }

    static bool IsNeeded(string type, string selector) => (Schema.StixSchema.Find(type) ?? Schema.StixSchema.Unknown).Find(selector) is { Required: true };

    /// <summary>Selectors with the markings they carry; those that only tell a language are left out.</summary>
    internal static IEnumerable<(string Selector, string Marking)> Granular(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("granular_markings", out var all) || all.ValueKind != JsonValueKind.Array) yield break;
        foreach (var one in all.EnumerateArray())
        {
            if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("marking_ref", out var marking) || marking.ValueKind != JsonValueKind.String) continue;
            if (!one.TryGetProperty("selectors", out var selectors) || selectors.ValueKind != JsonValueKind.Array) continue;
            foreach (var selector in selectors.EnumerateArray())
                if (selector.ValueKind == JsonValueKind.String) yield return (selector.GetString()!, marking.GetString()!);
        }
    }
}
