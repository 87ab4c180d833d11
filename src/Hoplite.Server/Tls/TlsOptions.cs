using System.ComponentModel;

namespace Hoplite.Server.Tls;

/// <summary>Where the server's certificate comes from: files of yours, an ACME authority, or, with neither, one that it makes itself.</summary>
public sealed record TlsOptions
{
    /// <summary>Where a certificate that we make or fetch is kept, with its key; readable by the server only.</summary>
    [Browsable(false)]
    public required string Folder { get; init; }

    /// <summary>A certificate of yours with its chain, in PEM; read again when it changes.</summary>
    [Description("A certificate of yours with its chain, in PEM; read again when it changes.")]
    public string? CertificateFile { get; init; }

    /// <summary>Its key, in PEM and unencrypted; null when it is in the same file.</summary>
    [Description("Its key, in PEM and unencrypted; leave out when it is in the same file.")]
    public string? KeyFile { get; init; }

    /// <summary>The names of the server, besides <c>localhost</c> and the machine's.</summary>
    [Description("Names of the server in the certificate it makes itself, besides localhost and the name of the machine.")]
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>An ACME authority; null for none.</summary>
    [Description("An authority that gives out certificates over ACME, such as Let's Encrypt or one of your own; leave out for none.")]
    public AcmeOptions? Acme { get; init; }
}

/// <summary>An authority that gives out certificates over ACME, such as Let's Encrypt or one of your own.</summary>
public sealed record AcmeOptions
{
    /// <summary>Its directory; HTTPS, but for one on this machine.</summary>
    [Description("Directory of the authority; https, but for one on this machine.")]
    public Uri Directory { get; init; } = new("https://acme-v02.api.letsencrypt.org/directory");

    /// <summary>That you have read and agree to its terms.</summary>
    [Description("That you have read and agree to its terms; nothing happens without.")]
    public required bool AgreesToTerms { get; init; }

    /// <summary>The names to certify; each must lead to this server's port 80.</summary>
    [Description("Names to certify; each must lead to this server's port 80.")]
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whom it may write to; null for nobody.</summary>
    [Description("Whom it may write to.")]
    public string? Email { get; init; }

    /// <summary>The root certificate of an authority of your own, in PEM.</summary>
    [Description("The root certificate of an authority of your own, in PEM.")]
    public string? RootFile { get; init; }

    /// <summary>How often to look whether the authority is done.</summary>
    internal TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(2);
}
