namespace Hoplite.Store.Events;

/// <summary>Bounds of the event store.</summary>
public sealed record EventStoreOptions
{
    /// <summary>The most memory the database takes, bytes.</summary>
    /// <value>The default is a quarter of the machine's memory, at most 2 GiB.</value>
    public long MemoryLimit { get; init; } = Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 2L << 30);

    /// <summary>The most threads a query takes.</summary>
    /// <value>The default is the number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>How long events stay in the hot tables before they are moved to Parquet.</summary>
    /// <value>The default is one day.</value>
    public TimeSpan Hot { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long events are kept at all.</summary>
    /// <value>The default is 90 days.</value>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(90);
}
