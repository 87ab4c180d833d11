namespace Hoplite.Intelligence.Stix.Schema;

/// <summary>A type of object, an embedded type or an extension, with its properties.</summary>
sealed class TypeSpec
{
    readonly Dictionary<byte[], PropertySpec> _properties = new(Utf8Comparer.Instance);
    readonly Dictionary<byte[], PropertySpec>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public TypeSpec(string name, StixFamily family, IEnumerable<PropertySpec> properties)
    {
        Name = name;
        Family = family;
        foreach (var property in properties)
        {
            // The first to name it wins: a type may tighten a common property.
            if (!_properties.TryAdd(property.Utf8, property)) continue;
            Properties.Add(property);
            if (property.Required) RequiredMask |= 1UL << property.Place;
        }

        _lookup = _properties.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public string Name { get; }

    public StixFamily Family { get; }

    /// <summary>In the order of the table.</summary>
    public List<PropertySpec> Properties { get; } = [];

    /// <summary>A bit for every property that must be there.</summary>
    public ulong RequiredMask { get; }

    /// <summary>The property of that name; null for one that the type does not define.</summary>
    public PropertySpec? Find(ReadOnlySpan<byte> name) => _lookup.TryGetValue(name, out var found) ? found : null;

    /// <summary>The property of that name; null for one that the type does not define.</summary>
    public PropertySpec? Find(string name)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return System.Text.Encoding.UTF8.TryGetBytes(name, utf8, out var count) ? Find(utf8[..count]) : null;
    }
}
