namespace Hoplite.Store.Hunting;

/// <summary>Bounds of one run of a hunt.</summary>
public sealed record HuntOptions
{
    /// <summary>The most rows that are read.</summary>
    /// <value>The default is 10,000.</value>
    public int MaxRows { get; init; } = 10_000;

    /// <summary>How long it may take.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Only events from this time on; null for no bound. Holds beside whatever the query says.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only events before this time; null for no bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many bytes of values a result may hold. The database has its own bound, <see cref="Events.EventStoreOptions.MemoryLimit"/>.</summary>
    /// <value>The default is 256 MiB.</value>
    public long MemoryLimit { get; init; } = 256L << 20;
}
