namespace Hoplite.Telemetry.Capture;

/// <summary>The bounds of what is remembered while a capture is read.</summary>
sealed record CaptureOptions
{
    /// <summary>The most connections followed at one time; beyond it the one that was silent longest is written.</summary>
    public int MaxConnections { get; init; } = 1 << 17;

    /// <summary>The most bytes of one direction that wait for a missing piece.</summary>
    public int MaxWaiting { get; init; } = 64 << 10;

    /// <summary>The most bytes that wait in all directions together.</summary>
    public long MaxWaitingTogether { get; init; } = 64 << 20;

    /// <summary>The most fragmented packets put together at one time.</summary>
    public int MaxFragmented { get; init; } = 512;

    /// <summary>How many tunnels may lie in one another.</summary>
    public int MaxTunnels { get; init; } = 4;
}
