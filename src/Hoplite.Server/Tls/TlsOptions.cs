namespace Hoplite.Server.Tls;

/// <summary>Where the server's certificate comes from: files of yours, an ACME authority, or, with neither, one that it makes itself.</summary>
public sealed record TlsOptions
{
    /// <summary>Where a certificate that we make or fetch is kept, with its key; readable by the server only.</summary>
    public required string Folder { get; init; }

    /// <summary>A certificate of yours with its chain, in PEM; read again when it changes.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Its key, in PEM and unencrypted; null when it is in the same file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The names of the server, besides <c>localhost</c> and the machine's.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>An ACME authority; null for none.</summary>
    public AcmeOptions? Acme { get; init; }
}

/// <summary>An authority that gives out certificates over ACME, such as Let's Encrypt or one of your own.</summary>
public sealed record AcmeOptions
{
    /// <summary>Its directory; HTTPS, but for one on this machine.</summary>
    public Uri Directory { get; init; } = new("https://acme-v02.api.letsencrypt.org/directory");

    /// <summary>That you have read and agree to its terms.</summary>
    public required bool AgreesToTerms { get; init; }

    /// <summary>The names to certify; each must lead to this server's port 80.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Whom it may write to; null for nobody.</summary>
    public string? Email { get; init; }

    /// <summary>The root certificate of an authority of your own, in PEM.</summary>
    public string? RootFile { get; init; }

    /// <summary>How often to look whether the authority is done.</summary>
    internal TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(2);
}
