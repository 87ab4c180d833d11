namespace Hoplite.Response.OpenC2;

/// <summary>How a command is to be done (OpenC2 1.0 §3.3.1.4, SLPF 1.0 §2.1.3). Of start, stop and duration two at most are there.</summary>
public sealed record OpenC2Args
{
    /// <summary>When it begins; whole milliseconds, UTC.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ends; whole milliseconds, UTC.</summary>
    public DateTimeOffset? StopTime { get; init; }

    /// <summary>How long it lasts; whole milliseconds.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>What answer is wanted; null means complete.</summary>
    public ResponseType? ResponseRequested { get; init; }

    /// <summary>What becomes of packets that are denied; null means none.</summary>
    public DropProcess? DropProcess { get; init; }

    /// <summary>Whether it outlives a restart; null means that it does.</summary>
    public bool? Persistent { get; init; }

    /// <summary>Which way packets go; null means both.</summary>
    public Direction? Direction { get; init; }

    /// <summary>The number that the rule shall have.</summary>
    public long? InsertRule { get; init; }

    /// <summary>Whether anything of SLPF is in it.</summary>
    public bool HasSlpf => DropProcess is not null || Persistent is not null || Direction is not null || InsertRule is not null;

    /// <summary>Whether anything is in it that says when.</summary>
    public bool HasTime => StartTime is not null || StopTime is not null || Duration is not null;

    /// <summary>When it begins and ends, for a command that comes at an instant; an end that is null never comes.</summary>
    public (DateTimeOffset Start, DateTimeOffset? Stop) Window(DateTimeOffset now)
    {
        var start = StartTime ?? (StopTime is { } stop && Duration is { } before ? stop - before : now);
        return (start, StopTime ?? (Duration is { } duration ? start + duration : null));
    }
}

/// <summary>What answer is wanted (OpenC2 1.0 §3.4.2.14).</summary>
public enum ResponseType
{
    /// <summary>None at all.</summary>
    None,

    /// <summary>That the command came.</summary>
    Ack,

    /// <summary>How far it is.</summary>
    Status,

    /// <summary>How it ended.</summary>
    Complete,
}

/// <summary>What becomes of packets that are denied (SLPF 1.0 §2.1.3.2).</summary>
public enum DropProcess
{
    /// <summary>They vanish.</summary>
    None,

    /// <summary>Their sender is told that the host cannot be reached.</summary>
    Reject,

    /// <summary>Their sender is told that they arrived.</summary>
    FalseAck,
}

/// <summary>Which way packets go (SLPF 1.0 §2.1.3.2).</summary>
public enum Direction
{
    /// <summary>Either.</summary>
    Both,

    /// <summary>In.</summary>
    Ingress,

    /// <summary>Out.</summary>
    Egress,
}
