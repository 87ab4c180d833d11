namespace Hoplite.Intelligence.Formats;

/// <summary>What a file was recognised as.</summary>
public enum ImportedKind
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>STIX 2.1: a bundle, a list or one object.</summary>
    Stix,

    /// <summary>STIX 2.0, which was made into 2.1.</summary>
    Stix20,

    /// <summary>An envelope of TAXII 2.1.</summary>
    TaxiiEnvelope,

    /// <summary>One or several events of MISP.</summary>
    MispEvent,

    /// <summary>A folder with a feed of MISP.</summary>
    MispFeed,

    /// <summary>An advisory in CSAF 2.0.</summary>
    Csaf,

    /// <summary>The catalogue of known exploited vulnerabilities of CISA.</summary>
    Kev,

    /// <summary>Scores of EPSS.</summary>
    Epss,

    /// <summary>Vulnerabilities in the format of OSV.</summary>
    Osv,

    /// <summary>A list, one value a line.</summary>
    List,

    /// <summary>A table of values, separated by commas, semicolons, bars or tabs.</summary>
    Table,
}
