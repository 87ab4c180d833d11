using System.Globalization;

namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>
/// Reads the table of types. A property is <c>name:kind(bounds)[]!</c>: <c>[]</c> a list (<c>[]?</c> that may be empty), <c>!</c> required;
/// the bounds are a range, the words of an enumeration, the types a reference may point to (<c>!a|b</c>: may not), or the name of a vocabulary or an embedded type.
/// </summary>
static class SchemaText
{
    static readonly Dictionary<string, PropertyKind> Kinds = new(StringComparer.Ordinal)
    {
        ["any"] = PropertyKind.Any, ["s"] = PropertyKind.Text, ["t"] = PropertyKind.Time, ["ms"] = PropertyKind.MillisecondTime, ["i"] = PropertyKind.Integer,
        ["n"] = PropertyKind.Number, ["b"] = PropertyKind.Flag, ["hex"] = PropertyKind.Hex, ["bin"] = PropertyKind.Binary, ["dict"] = PropertyKind.Dictionary,
        ["hashes"] = PropertyKind.Hashes, ["id"] = PropertyKind.Identifier, ["r"] = PropertyKind.Reference, ["w"] = PropertyKind.WeakReference,
        ["o"] = PropertyKind.Part, ["v"] = PropertyKind.Vocabulary, ["e"] = PropertyKind.OneOf, ["url"] = PropertyKind.Url, ["email"] = PropertyKind.Email,
        ["domain"] = PropertyKind.Domain, ["ip4"] = PropertyKind.Ipv4, ["ip6"] = PropertyKind.Ipv6, ["mac"] = PropertyKind.Mac, ["cpe"] = PropertyKind.Cpe,
        ["mime"] = PropertyKind.Mime, ["charset"] = PropertyKind.CharacterSet, ["regkey"] = PropertyKind.RegistryKey, ["word"] = PropertyKind.Word,
        ["sel"] = PropertyKind.Selector, ["ext"] = PropertyKind.Extensions, ["objects"] = PropertyKind.Observables, ["startup"] = PropertyKind.StartupInfo,
    };

    /// <summary>The properties in a line of words; <paramref name="from"/> is the place of the first.</summary>
    public static IEnumerable<PropertySpec> Properties(string words, int from) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, index) => Property(word, from + index));

    /// <summary>The lines of a table.</summary>
    public static IEnumerable<string[]> Lines(string table, int heads) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(' ', heads + 1));

    static PropertySpec Property(string word, int place)
    {
        var required = word.EndsWith('!');
        if (required) word = word[..^1];
        var mayBeEmpty = word.EndsWith('?');
        if (mayBeEmpty) word = word[..^1];
        var many = word.EndsWith("[]", StringComparison.Ordinal);
        if (many) word = word[..^2];
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var open = word.IndexOf('(', StringComparison.Ordinal);
        var kind = Kinds[open < 0 ? word[(colon + 1)..] : word[(colon + 1)..open]];
        var spec = new PropertySpec(word[..colon], kind) { Required = required, Many = many, MayBeEmpty = mayBeEmpty, Place = place };
        return open < 0 ? spec : Bound(spec, word[(open + 1)..^1]);
    }

    static PropertySpec Bound(PropertySpec spec, string bounds)
    {
        if (spec.Kind is PropertyKind.Part or PropertyKind.Vocabulary) return spec with { Target = bounds };
        if (spec.Kind is PropertyKind.Integer or PropertyKind.Number)
        {
            var ends = bounds.Split("..");
            var least = double.Parse(ends[0], CultureInfo.InvariantCulture);
            return spec with { Least = least, Most = ends[1].Length == 0 ? double.PositiveInfinity : double.Parse(ends[1], CultureInfo.InvariantCulture) };
        }

        var excludes = bounds.StartsWith('!');
        return spec with { Excludes = excludes, Words = (excludes ? bounds[1..] : bounds).Split('|') };
    }
}
