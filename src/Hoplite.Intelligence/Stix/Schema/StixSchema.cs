namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>The table of STIX 2.1: every type with its properties, read once from <see cref="DomainText"/> and <see cref="ObservableText"/>.</summary>
static class StixSchema
{
    static readonly Dictionary<byte[], TypeSpec> ByName = Read();
    static readonly Dictionary<byte[], TypeSpec>.AlternateLookup<ReadOnlySpan<byte>> Lookup = ByName.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>What every object of a type we do not know is held to: the common properties of a domain object.</summary>
    public static readonly TypeSpec Unknown = new("", StixFamily.Custom, SchemaText.Properties("type:s! " + DomainText.Shared, 0));

    /// <summary>The same for a custom observable, which needs no more than a type and an id.</summary>
    public static readonly TypeSpec UnknownObservable = new("", StixFamily.Custom, SchemaText.Properties("type:s! " + ObservableText.Shared, 0));

    /// <summary>Embedded types.</summary>
    public static readonly IReadOnlyDictionary<string, TypeSpec> Parts = SchemaText.Lines(DomainText.Parts + "\n" + ObservableText.Parts, 1)
        .Select(line => new TypeSpec(line[0], StixFamily.Part, SchemaText.Properties(line[1], 0)))
        .ToDictionary(spec => spec.Name, StringComparer.Ordinal);

    /// <summary>Predefined extensions, each with the type of object it extends.</summary>
    public static readonly IReadOnlyDictionary<string, (string Of, TypeSpec Spec)> Extensions = SchemaText.Lines(ObservableText.Extensions, 2)
        .ToDictionary(line => line[0], line => (line[1], new TypeSpec(line[0], StixFamily.Part, SchemaText.Properties(line[2], 0))), StringComparer.Ordinal);

    /// <summary>Every object type that the specification defines.</summary>
    public static IEnumerable<TypeSpec> Types => ByName.Values;

    /// <summary>The type of that name; null for a custom one.</summary>
    public static TypeSpec? Find(ReadOnlySpan<byte> type) => Lookup.TryGetValue(type, out var spec) ? spec : null;

    /// <summary>The type of that name; null for a custom one.</summary>
    public static TypeSpec? Find(string type)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return System.Text.Encoding.UTF8.TryGetBytes(type, utf8, out var count) ? Find(utf8[..count]) : null;
    }

    /// <summary>The family of a type by its name.</summary>
    public static StixFamily Family(string type) => Find(type)?.Family ?? StixFamily.Custom;

    static Dictionary<byte[], TypeSpec> Read()
    {
        var types = new Dictionary<byte[], TypeSpec>(Utf8Comparer.Instance);
        foreach (var line in SchemaText.Lines(DomainText.Objects, 1)) Add(line[0], DomainFamily(line[0]), DomainText.Shared + " " + line[1]);
        foreach (var line in SchemaText.Lines(ObservableText.Objects, 1)) Add(line[0], StixFamily.Observable, ObservableText.Shared + " " + line[1]);
        Add("marking-definition", StixFamily.Meta, DomainText.Marking);
        Add("bundle", StixFamily.Bundle, DomainText.Bundle);
        return types;

        void Add(string name, StixFamily family, string words)
        {
            var spec = new TypeSpec(name, family, SchemaText.Properties("type:s! " + words, 0));
            types.Add(System.Text.Encoding.UTF8.GetBytes(name), spec);
        }
    }

    static StixFamily DomainFamily(string type) => type switch
    {
        "relationship" or "sighting" => StixFamily.Relationship,
        "language-content" or "extension-definition" => StixFamily.Meta,
        _ => StixFamily.Domain,
    };
}
