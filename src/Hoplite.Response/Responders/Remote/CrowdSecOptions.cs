using System.ComponentModel;

namespace Hoplite.Response.Responders.Remote;

/// <summary>A local API of CrowdSec.</summary>
public sealed record CrowdSecOptions
{
    /// <summary>Where it is.</summary>
    [Description("The address of the local API, such as https://crowdsec.example.org:8080 or http://127.0.0.1:8080.")]
    public string Url { get; init; } = "";

    /// <summary>The machine.</summary>
    [Description("The machine that logs in, as 'cscli machines add' made it.")]
    public string Machine { get; init; } = "hoplite";

    /// <summary>Its password.</summary>
    [Description("Where the machine's password is kept, such as env:CROWDSEC_PASSWORD.")]
    public string Password { get; init; } = "";

    /// <summary>The authority of its certificate.</summary>
    [Description("A file with the certificate, in PEM, that the API's must come from; leave out for those of the system.")]
    public string? Authority { get; init; }
}
