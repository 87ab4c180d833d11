namespace Hoplite.Intelligence.Communities;

/// <summary>Bounds on what one member may send.</summary>
public sealed record IntakeLimits
{
    /// <summary>The largest object, bytes.</summary>
    public int LargestObject { get; init; } = 256 << 10;

    /// <summary>The most new objects of one author a day.</summary>
    public int MostADay { get; init; } = 20_000;

    /// <summary>How far the clock of an author may be ahead.</summary>
    public TimeSpan Ahead { get; init; } = TimeSpan.FromMinutes(10);
}
