namespace Hoplite.Intelligence.Formats.Exposure;

/// <summary>What the catalogues say of one vulnerability.</summary>
/// <param name="Cve">Its CVE number, or the id of the catalogue where it has none.</param>
public sealed record ExposureRecord(string Cve)
{
    /// <summary>Whether it is known to be exploited (KEV).</summary>
    public bool KnownExploited { get; init; }

    /// <summary>When that was listed.</summary>
    public DateOnly? Listed { get; init; }

    /// <summary>Until when it is to be mended, by the catalogue.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Whether extortion by encryption is known to use it.</summary>
    public bool Ransomware { get; init; }

    /// <summary>Vendor and product, in the words of the catalogue.</summary>
    public string? Product { get; init; }

    /// <summary>What it is called.</summary>
    public string? Name { get; init; }

    /// <summary>What to do, in the words of the catalogue.</summary>
    public string? Action { get; init; }

    /// <summary>How likely it is exploited within thirty days, 0 to 1 (EPSS).</summary>
    public double? Score { get; init; }

    /// <summary>The share of all vulnerabilities with at most that score, 0 to 1.</summary>
    public double? Percentile { get; init; }

    /// <summary>Packages that have it (OSV).</summary>
    public IReadOnlyList<AffectedPackage> Packages { get; init; } = [];

    /// <summary>Other names of it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A package that has a vulnerability.</summary>
/// <param name="Ecosystem">Where it comes from, such as <c>npm</c> or <c>Debian:12</c>.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Versions">Versions listed one by one.</param>
/// <param name="Ranges">Ranges of versions.</param>
public sealed record AffectedPackage(string Ecosystem, string Name, IReadOnlyList<string> Versions, IReadOnlyList<AffectedRange> Ranges);

/// <summary>A range of versions that has a vulnerability.</summary>
/// <param name="Introduced">The first with it; <c>0</c> for all from the start.</param>
/// <param name="Fixed">The first without it; null when none is known.</param>
/// <param name="LastAffected">The last with it; null when not told.</param>
public sealed record AffectedRange(string Introduced, string? Fixed, string? LastAffected);
