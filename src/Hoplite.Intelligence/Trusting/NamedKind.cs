namespace Hoplite.Intelligence.Trusting;

/// <summary>What an indicator names. Trust is kept apart for each: who knows addresses well may know nothing of files.</summary>
public enum NamedKind
{
    /// <summary>One IP address.</summary>
    Address,

    /// <summary>A prefix of addresses.</summary>
    Network,

    /// <summary>A domain name.</summary>
    Domain,

    /// <summary>A URL.</summary>
    Url,

    /// <summary>A hash of a file.</summary>
    Hash,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>Anything that takes a pattern to say.</summary>
    Pattern,
}
