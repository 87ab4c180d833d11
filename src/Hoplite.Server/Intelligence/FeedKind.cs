namespace Hoplite.Server.Intelligence;

/// <summary>What a feed is.</summary>
public enum FeedKind
{
    /// <summary>A collection of a TAXII 2.1 server.</summary>
    Taxii,

    /// <summary>A folder with <c>manifest.json</c> and a file for each event of MISP.</summary>
    Misp,

    /// <summary>A list or table of values.</summary>
    List,
}
