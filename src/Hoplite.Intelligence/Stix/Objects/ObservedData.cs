using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>What was seen, with when and how often (§4.14): an object of type <c>observed-data</c>.</summary>
public sealed record ObservedData : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public ObservedData(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>first_observed</c>; null where it is left out.</summary>
    public StixTime? FirstObserved => Time("first_observed");

    /// <summary>The property <c>last_observed</c>; null where it is left out.</summary>
    public StixTime? LastObserved => Time("last_observed");

    /// <summary>The property <c>number_observed</c>; null where it is left out.</summary>
    public long? NumberObserved => Whole("number_observed");

    /// <summary>The property <c>objects</c>; null where it is left out.</summary>
    public JsonElement? Objects => Property("objects");

    /// <summary>The property <c>object_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ObjectRefs => Texts("object_refs");
}
