using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>
/// Holds a value against a JSON schema of one's own. Understood are type, const, enum, required, properties, items, minItems, minLength, minimum, maximum, allOf, anyOf and not;
/// and pattern as far as it can be matched without stepping back. Other words are passed over.
/// </summary>
public static class JsonShape
{
    const int MaxDepth = 32;

    /// <summary>The first thing that does not fit; null if all does.</summary>
    public static string? Wrong(JsonElement schema, JsonElement value) => Wrong(schema, value, "", 0);

    static string? Wrong(JsonElement schema, JsonElement value, string path, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth) return null;
        foreach (var rule in schema.EnumerateObject())
            if (Rule(rule, value, path, depth) is { } wrong) return wrong;
        return null;
    }

    static string? Rule(JsonProperty rule, JsonElement value, string path, int depth) => rule.Name switch
    {
        "type" => Types(rule.Value).Any(type => Is(value, type)) ? null : $"{Name(path)} is no {string.Join(" or ", Types(rule.Value))}",
        "const" => JsonElement.DeepEquals(rule.Value, value) ? null : $"{Name(path)} is not {rule.Value.GetRawText()}",
        "enum" => rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)) ? null : $"{Name(path)} is none of {rule.Value.GetRawText()}",
        "required" when value.ValueKind == JsonValueKind.Object => rule.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{Join(path, name.GetString()!)} is missing").FirstOrDefault(),
        "properties" when value.ValueKind == JsonValueKind.Object => rule.Value.EnumerateObject().Select(one => value.TryGetProperty(one.Name, out var member) ? Wrong(one.Value, member, Join(path, one.Name), depth + 1) : null).FirstOrDefault(wrong => wrong is not null),
        "items" when value.ValueKind == JsonValueKind.Array => value.EnumerateArray().Select(item => Wrong(rule.Value, item, path + "[]", depth + 1)).FirstOrDefault(wrong => wrong is not null),
        "minItems" when value.ValueKind == JsonValueKind.Array => value.GetArrayLength() >= rule.Value.GetDouble() ? null : $"{Name(path)} has too few items",
        "minLength" when value.ValueKind == JsonValueKind.String => value.GetString()!.Length >= rule.Value.GetDouble() ? null : $"{Name(path)} is too short",
        "minimum" when value.ValueKind == JsonValueKind.Number => value.GetDouble() >= rule.Value.GetDouble() ? null : $"{Name(path)} is too small",
        "maximum" when value.ValueKind == JsonValueKind.Number => value.GetDouble() <= rule.Value.GetDouble() ? null : $"{Name(path)} is too large",
        "pattern" when value.ValueKind == JsonValueKind.String => Matches(rule.Value.GetString()!, value.GetString()!) ? null : $"{Name(path)} does not match {rule.Value.GetString()}",
        "allOf" => rule.Value.EnumerateArray().Select(one => Wrong(one, value, path, depth + 1)).FirstOrDefault(wrong => wrong is not null),
        "anyOf" => rule.Value.EnumerateArray().Any(one => Wrong(one, value, path, depth + 1) is null) ? null : $"{Name(path)} fits none of the forms",
        "not" => Wrong(rule.Value, value, path, depth + 1) is null ? $"{Name(path)} has a form that is forbidden" : null,
        _ => null,
    };

    static IEnumerable<string> Types(JsonElement types) => types.ValueKind == JsonValueKind.Array ? types.EnumerateArray().Select(type => type.GetString()!) : [types.GetString()!];

    static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number == Math.Floor(number),
        _ => true,
    };

    static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            // A pattern that is none, or that needs to step back, holds nothing up.
            return true;
        }
    }

    static string Name(string path) => path.Length == 0 ? "the object" : path;

    static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
