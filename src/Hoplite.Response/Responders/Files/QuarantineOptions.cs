using System.ComponentModel;

namespace Hoplite.Response.Responders.Files;

/// <summary>Where files are looked for, and where they are kept.</summary>
public sealed record QuarantineOptions
{
    /// <summary>Folders that are looked through.</summary>
    [Description("Folders that are looked through for a file, with those below them; symbolic links are not followed.")]
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Where files are kept.</summary>
    [Description("The folder that files are moved to; it is made with the rights 0700 and belongs to this program alone.")]
    public string Store { get; init; } = "/var/lib/hoplite/quarantine";

    /// <summary>How many files are looked at.</summary>
    [Description("How many files are looked at for one action.")]
    public int MostFiles { get; init; } = 200_000;

    /// <summary>The largest file that is looked into.</summary>
    [Description("The largest file that is looked into, in megabytes.")]
    public int MostMegabytes { get; init; } = 256;

    /// <summary>How long is looked.</summary>
    [Description("How long files are looked at for one action, such as 20s.")]
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(20);
}
