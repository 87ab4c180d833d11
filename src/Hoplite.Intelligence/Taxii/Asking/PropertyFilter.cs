using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Taxii;

/// <summary>A filter on a property of the objects themselves, as the TAXII 2.1 interoperability profile has them: by value, by reference, by TLP, or by size.</summary>
public sealed record PropertyFilter
{
    const int MaxDepth = 64;
    static readonly string[] Sized = ["confidence", "modified", "number", "src_port", "dst_port", "valid_until", "valid_from"];

    PropertyFilter(string name, PropertyTest test, string[] values) => (Name, Test, Values) = (name, test, values);

    /// <summary>The property.</summary>
    public string Name { get; }

    /// <summary>How it is compared.</summary>
    internal PropertyTest Test { get; }

    string[] Values { get; }

    /// <summary>Reads a filter; null when it is none we know.</summary>
    /// <exception cref="TaxiiRefusal">The value is wrong (400).</exception>
    internal static PropertyFilter? Read(string field, string value)
    {
        var values = value.Split(',');
        if (field == "relationships-all") return new PropertyFilter(field, PropertyTest.Reference, values);
        if (field == "tlp") return new PropertyFilter(field, PropertyTest.Tlp, [.. values.Select(Marking)]);
        var size = field.EndsWith("-gte", StringComparison.Ordinal) ? PropertyTest.AtLeast : field.EndsWith("-lte", StringComparison.Ordinal) ? PropertyTest.AtMost : PropertyTest.Equal;
        if (size == PropertyTest.Equal) return PropertyNames.Top.Contains(field) ? new PropertyFilter(field, PropertyTest.Equal, values) : PropertyNames.Deep.Contains(field) ? new PropertyFilter(field, PropertyTest.EqualBelow, values) : null;
        if (!Sized.Contains(field[..^4], StringComparer.Ordinal)) return null;
        return values.All(v => Number(v) is not null) ? new PropertyFilter(field[..^4], size, values) : throw new TaxiiRefusal(400, $"match[{field}] must be a number or a time");
    }

    /// <summary>Whether an object has it.</summary>
    internal bool Holds(JsonElement item) => Test switch
    {
        PropertyTest.Equal => item.TryGetProperty(Name, out var value) ? AnyEqual(value) : Name == "revoked" && Values.Contains("false", StringComparer.Ordinal),
        PropertyTest.EqualBelow => Below(item, 0, (name, value) => name == Name && AnyEqual(value)),
        PropertyTest.Reference => Below(item, 1, (name, value) => (name.EndsWith("_ref", StringComparison.Ordinal) || name.EndsWith("_refs", StringComparison.Ordinal)) && AnyEqual(value)),
        PropertyTest.Tlp => Below(item, 1, (name, value) => name is "object_marking_refs" or "marking_ref" && AnyEqual(value)),
        _ => Below(item, 1, (name, value) => name == Name && Number(Text(value)) is { } here && Values.Any(v => Test == PropertyTest.AtLeast ? here >= Number(v) : here <= Number(v))),
    };

    bool AnyEqual(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Any(AnyEqual) : Values.Contains(Text(value), StringComparer.Ordinal);

    static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };

    // Depth 0 leaves out the properties of the object itself.
    static bool Below(JsonElement value, int depth, Func<string, JsonElement, bool> test)
    {
        if (depth > MaxDepth) return false;
        if (value.ValueKind == JsonValueKind.Array) return value.EnumerateArray().Any(i => Below(i, depth + 1, test));
        return value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(p => (depth > 0 && test(p.Name, p.Value)) || Below(p.Value, depth + 1, test));
    }

    static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : TaxiiTime.Read(text) is { } time ? time.UtcTicks : null;

    static string Marking(string name) => name switch
    {
        "white" or "clear" => "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9",
        "green" => "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da",
        "amber" => "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82",
        "red" => "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
        _ => throw new TaxiiRefusal(400, "match[tlp] must be white, green, amber or red"),
    };
}

/// <summary>How a property is compared.</summary>
enum PropertyTest
{
    /// <summary>The property itself, or an item of it, has one of the values.</summary>
    Equal,

    /// <summary>A property anywhere below the first level has one of the values.</summary>
    EqualBelow,

    /// <summary>Something refers to one of the values.</summary>
    Reference,

    /// <summary>A marking is one of the values.</summary>
    Tlp,

    /// <summary>At least the value.</summary>
    AtLeast,

    /// <summary>At most the value.</summary>
    AtMost,
}
