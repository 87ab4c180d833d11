using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>Drops parts of an object, with what is left empty and with the selectors that no longer find anything.</summary>
static class Redaction
{
    public static JsonObject Drop(JsonObject copy, IReadOnlyList<string> hidden)
    {
        // From the back, so that the places of a list in front keep their numbers.
        foreach (var selector in hidden.OrderByDescending(selector => selector, SelectorOrder.Instance)) Remove(copy, [.. Selector.Steps(selector)]);
        Tidy(copy, hidden);
        return copy;
    }

    static bool Remove(JsonNode node, ReadOnlySpan<(string Name, int? Index)> steps)
    {
        var (name, index) = steps[0];
        var child = index is { } at ? node is JsonArray list && at < list.Count ? list[at] : null : node is JsonObject members ? members[name] : null;
        if (child is null) return false;
        if (steps.Length > 1 && !(Remove(child, steps[1..]) && IsEmpty(child))) return false;
        if (index is { } gone) ((JsonArray)node).RemoveAt(gone);
        else ((JsonObject)node).Remove(name);
        return true;
    }

    static bool IsEmpty(JsonNode node) => node is JsonArray { Count: 0 } or JsonObject { Count: 0 };

    /// <summary>Selectors into what was dropped, or into a list whose places moved, say too much or the wrong thing; without them a part falls under the marking of the object.</summary>
    static void Tidy(JsonObject copy, IReadOnlyList<string> hidden)
    {
        if (copy["granular_markings"] is not JsonArray granular) return;
        var moved = hidden.Where(selector => selector.Contains('[', StringComparison.Ordinal)).Select(selector => selector[..selector.LastIndexOf('[')]).ToList();
        var json = System.Text.Json.JsonSerializer.SerializeToElement(copy);
        foreach (var marking in granular.OfType<JsonObject>().ToList())
        {
            if (marking["selectors"] is not JsonArray selectors) continue;
            foreach (var selector in selectors.OfType<JsonValue>().ToList())
            {
                var text = selector.GetValue<string>();
                if (hidden.Any(gone => Selector.Covers(gone, text)) || moved.Any(list => text.StartsWith(list, StringComparison.Ordinal)) || !Selector.Find(json, text, out _)) selectors.Remove(selector);
            }

            if (selectors.Count == 0) granular.Remove(marking);
        }

        if (granular.Count == 0) copy.Remove("granular_markings");
    }

    /// <summary>Order of places in an object: numbers of lists by value.</summary>
    sealed class SelectorOrder : IComparer<string>
    {
        public static readonly SelectorOrder Instance = new();

        public int Compare(string? x, string? y)
        {
            var (left, right) = (Selector.Steps(x ?? "").ToList(), Selector.Steps(y ?? "").ToList());
            for (var at = 0; at < Math.Min(left.Count, right.Count); at++)
            {
                var order = left[at].Index is { } one && right[at].Index is { } two ? one.CompareTo(two) : string.CompareOrdinal(left[at].Name, right[at].Name);
                if (order != 0) return order;
            }

            return left.Count.CompareTo(right.Count);
        }
    }
}
