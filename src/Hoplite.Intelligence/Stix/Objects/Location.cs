namespace Hoplite.Intelligence.Stix.Objects;

/// <summary>A place (§4.10): an object of type <c>location</c>.</summary>
public sealed record Location : StixObject
{
    /// <summary>The object over its JSON text.</summary>
    public Location(ReadOnlyMemory<byte> utf8)
        : base(utf8)
    {
    }

    /// <summary>The property <c>name</c>; null where it is left out.</summary>
    public string? Name => Text("name");

    /// <summary>The property <c>description</c>; null where it is left out.</summary>
    public string? Description => Text("description");

    /// <summary>The property <c>latitude</c>; null where it is left out.</summary>
    public double? Latitude => Real("latitude");

    /// <summary>The property <c>longitude</c>; null where it is left out.</summary>
    public double? Longitude => Real("longitude");

    /// <summary>The property <c>precision</c>; null where it is left out.</summary>
    public double? Precision => Real("precision");

    /// <summary>The property <c>region</c>; null where it is left out.</summary>
    public string? Region => Text("region");

    /// <summary>The property <c>country</c>; null where it is left out.</summary>
    public string? Country => Text("country");

    /// <summary>The property <c>administrative_area</c>; null where it is left out.</summary>
    public string? AdministrativeArea => Text("administrative_area");

    /// <summary>The property <c>city</c>; null where it is left out.</summary>
    public string? City => Text("city");

    /// <summary>The property <c>street_address</c>; null where it is left out.</summary>
    public string? StreetAddress => Text("street_address");

    /// <summary>The property <c>postal_code</c>; null where it is left out.</summary>
    public string? PostalCode => Text("postal_code");
}
