namespace Hoplite.Store.Spooling;

/// <summary>Bounds of the spool.</summary>
public sealed record SpoolOptions
{
    /// <summary>Bytes after which a new segment is begun.</summary>
    /// <value>The default is 64 MiB.</value>
    public long SegmentSize { get; init; } = 64 << 20;

    /// <summary>Bytes of accepted deliveries that may wait for the disk; senders beyond it wait.</summary>
    /// <value>The default is 32 MiB.</value>
    public int MaxPending { get; init; } = 32 << 20;

    /// <summary>Bytes the disk must have free; with less, nothing is accepted any more.</summary>
    /// <value>The default is 512 MiB.</value>
    public long MinFree { get; init; } = 512L << 20;

    /// <summary>The most bytes the spool may take; beyond it nothing is accepted until older segments have been dealt with.</summary>
    /// <value>The default is 16 GiB.</value>
    public long MaxSize { get; init; } = 16L << 30;

    /// <summary>How long a delivery with the same key counts as the same one.</summary>
    /// <value>The default is ten minutes.</value>
    public TimeSpan Memory { get; init; } = TimeSpan.FromMinutes(10);
}
