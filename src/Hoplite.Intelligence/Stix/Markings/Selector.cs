using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>Selectors of granular markings: names with dots between, places of lists as <c>[0]</c> (STIX 2.1 §7.2.3).</summary>
static class Selector
{
    /// <summary>What a selector finds; false if nothing is there.</summary>
    public static bool Find(JsonElement root, string selector, out JsonElement found)
    {
        found = root;
        foreach (var step in Steps(selector))
        {
            if (step.Index is { } index)
            {
                if (found.ValueKind != JsonValueKind.Array || index >= found.GetArrayLength()) return false;
                found = found[index];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step.Name, out found))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Steps of a selector.</summary>
    public static IEnumerable<(string Name, int? Index)> Steps(string selector) => selector.Split('.').Select(step =>
        step.Length > 2 && step[0] == '[' && step[^1] == ']' && int.TryParse(step.AsSpan(1, step.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (step, (int?)index)
            : (step, null));

    /// <summary>Whether a selector covers a place: the same place, or one it lies in.</summary>
    public static bool Covers(string selector, string place) =>
        place.StartsWith(selector, StringComparison.Ordinal) && (place.Length == selector.Length || place[selector.Length] == '.');
}
