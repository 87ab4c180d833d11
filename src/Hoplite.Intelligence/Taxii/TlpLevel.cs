namespace Hoplite.Intelligence.Taxii;

/// <summary>How far something may travel, by the Traffic Light Protocol 2.0; the higher, the less far.</summary>
public enum TlpLevel
{
    /// <summary>No limit.</summary>
    Clear,

    /// <summary>Within the community.</summary>
    Green,

    /// <summary>Within an organisation and its clients.</summary>
    Amber,

    /// <summary>Within an organisation.</summary>
    AmberStrict,

    /// <summary>Named recipients only. A marking that nobody here knows is taken for it.</summary>
    Red,
}
