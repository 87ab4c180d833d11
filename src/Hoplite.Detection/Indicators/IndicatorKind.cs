namespace Hoplite.Detection.Indicators;

/// <summary>What an indicator names.</summary>
public enum IndicatorKind : byte
{
    /// <summary>An IPv4 or IPv6 address, or a network in CIDR notation.</summary>
    Address,

    /// <summary>A domain name, exactly.</summary>
    Domain,

    /// <summary>A domain name and all names below it.</summary>
    DomainAndBelow,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A hash of a file: MD5, SHA-1 or SHA-256 in hexadecimal digits.</summary>
    Hash,

    /// <summary>A mail address.</summary>
    Mail,
}
