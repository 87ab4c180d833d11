namespace Hoplite.Telemetry.Scanning;

/// <summary>The bounds of a scan.</summary>
public sealed record ScanOptions
{
    /// <summary>Threads that read; each has a sink of its own.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>About how large the pieces of a large file are, bytes.</summary>
    public long PieceSize { get; init; } = 32 << 20;

    /// <summary>How deep archives may lie in archives.</summary>
    public int MaxNesting { get; init; } = 5;

    /// <summary>The most bytes one file on disk may unpack to, all levels together.</summary>
    public long MaxUnpacked { get; init; } = 16L << 30;

    /// <summary>How many bytes one member may unpack to before <see cref="MaxRatio"/> counts.</summary>
    public long FreeUnpacked { get; init; } = 64 << 20;

    /// <summary>How many bytes may come out of one packed byte.</summary>
    public int MaxRatio { get; init; } = 1000;
}
