using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>What can be done against something (§4.3): an object of type <c>course-of-action</c>.</summary>
public sealed record CourseOfAction : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public CourseOfAction(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>action</c>; null where it is left out.</summary>
    public JsonElement? Action => Property("action");
}
