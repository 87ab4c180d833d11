namespace Hoplite.Intelligence.Stix.Markings;

/// <summary>The traffic light protocol, version 2.0 (FIRST, 2022), from free to strictest.</summary>
public enum Tlp
{
    /// <summary>For everybody; TLP 1.0 said white.</summary>
    Clear,

    /// <summary>For the community.</summary>
    Green,

    /// <summary>For the organisation and its clients who need it.</summary>
    Amber,

    /// <summary>For the organisation only.</summary>
    AmberStrict,

    /// <summary>For the eyes of those who were told.</summary>
    Red,
}
