namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>Intelligence on one topic (§4.16): an object of type <c>report</c>.</summary>
public sealed record Report : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Report(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>report_types</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ReportTypes => Texts("report_types");

    /// <summary>The property <c>published</c>; null where it is left out.</summary>
    public StixTime? Published => Time("published");

    /// <summary>The property <c>object_refs</c>; empty where it is left out.</summary>
    public IReadOnlyList<string> ObjectRefs => Texts("object_refs");
}
