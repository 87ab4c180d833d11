using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Objects that travel together; no object itself (§8): an object of type <c>bundle</c>.</summary>
public sealed record Bundle : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Bundle(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>objects</c>; null where it is left out.</summary>
    public JsonElement? Objects => Property("objects");
}
