using System.ComponentModel;

namespace Hoplite.Server.Intelligence;

/// <summary>A feed that is polled.</summary>
public sealed record FeedOptions
{
    /// <summary>Its name here.</summary>
    [Description("Name of the feed here.")]
    public string Name { get; init; } = "";

    /// <summary>What it is.</summary>
    [Description("What it is: 'taxii' (a TAXII 2.1 collection), 'misp' (a folder with manifest.json), 'list' (a list or table of values; each answer is the whole of it).")]
    public FeedKind Kind { get; init; }

    /// <summary>Where it is.</summary>
    [Description("Address of the TAXII API root, of the folder of the MISP feed, or of the list.")]
    public string Url { get; init; } = "";

    /// <summary>The collection.</summary>
    [Description("Id of the collection; for TAXII.")]
    public string Collection { get; init; } = "";

    /// <summary>How often it is polled.</summary>
    [Description("How often it is polled, minutes.")]
    public int EveryMinutes { get; init; } = 60;

    /// <summary>The user.</summary>
    [Description("User name, for servers that ask for one.")]
    public string? User { get; init; }

    /// <summary>The password.</summary>
    [Description("Password: 'env:NAME' or 'file:PATH'.")]
    public string? Password { get; init; }

    /// <summary>The token.</summary>
    [Description("Token instead of a name: 'env:NAME' or 'file:PATH'. It is sent as bearer, to MISP as its key.")]
    public string? Token { get; init; }

    /// <summary>The header of the token.</summary>
    [Description("Header that the token of a MISP feed or a list is sent in as it is, such as Auth-Key.")]
    public string? Header { get; init; }

    /// <summary>Whether it may be read without TLS.</summary>
    [Description("Whether it may be read over http; otherwise only from addresses in private_networks.")]
    public bool AllowHttp { get; init; }

    /// <summary>The column of a table.</summary>
    [Description("Column of a table with the values, a name or a number from 1; default: found by itself.")]
    public string? Column { get; init; }

    /// <summary>What a list is worth.</summary>
    [Description("Confidence in what is on a list, 0 to 100; where its score begins to fade.")]
    public int? Confidence { get; init; }

    /// <summary>How old events may be.</summary>
    [Description("Events of a MISP feed that were last changed more days ago are not read; default: any age.")]
    public int? MaxAgeDays { get; init; }

    /// <summary>The longest file.</summary>
    [Description("The longest file or answer that is read, MB, unpacked.")]
    public int MaxFileMb { get; init; } = 64;

    /// <summary>Whether it is believed.</summary>
    [Description("Whether its indicators are matched from the start; otherwise it has to prove itself like a new member.")]
    public bool Trusted { get; init; } = true;
}
