namespace Hoplite.Intelligence.Stix;

/// <summary>Families of STIX objects (STIX 2.1 §1.3, §2.9).</summary>
public enum StixFamily
{
    /// <summary>A type the specification does not define.</summary>
    Custom,

    /// <summary>SDO: what analysts know.</summary>
    Domain,

    /// <summary>SRO: what connects.</summary>
    Relationship,

    /// <summary>SCO: what was observed.</summary>
    Observable,

    /// <summary>Marking definitions, language contents and extension definitions.</summary>
    Meta,

    /// <summary>A bundle, which is no object itself.</summary>
    Bundle,

    /// <summary>Not an object of its own: an embedded type or an extension.</summary>
    Part,
}
