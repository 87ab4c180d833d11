namespace Hoplite.Intelligence.Stix;

/// <summary>What an offered object is to what is held.</summary>
public enum StixVersionChange
{
    /// <summary>The first version of it.</summary>
    New,

    /// <summary>Held already, word by word.</summary>
    Same,

    /// <summary>A later version; take it beside the older ones.</summary>
    Newer,

    /// <summary>An earlier version; it may be kept, and changes nothing.</summary>
    Older,

    /// <summary>The same version with other content; someone may take over an id. Never overwrite.</summary>
    Conflict,

    /// <summary>Against the rules of versions.</summary>
    Refused,
}
