namespace Hoplite.Intelligence.Formats;

/// <summary>Bounds on what is read from files of others. What goes past them is refused, never cut in silence.</summary>
public sealed record FormatLimits
{
    /// <summary>256 MiB a file, a million objects, 10,000 refusals told.</summary>
    public static FormatLimits Default { get; } = new();

    /// <summary>The most bytes of one file, after it was unpacked.</summary>
    public long FileBytes { get; init; } = 256L << 20;

    /// <summary>The most objects, attributes or lines of one file that become something.</summary>
    public int Objects { get; init; } = 1_000_000;

    /// <summary>The longest line of a list, characters.</summary>
    public int LineLength { get; init; } = 8_192;

    /// <summary>The longest text that is taken over into one property, characters.</summary>
    public int TextLength { get; init; } = 32_768;

    /// <summary>The most files of a folder that are read.</summary>
    public int Files { get; init; } = 100_000;

    /// <summary>How many refusals are told one by one; the rest are counted.</summary>
    public int Refusals { get; init; } = 10_000;
}
