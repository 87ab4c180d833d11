namespace Hoplite.Detection.Correlation;

/// <summary>How much a correlation engine may hold, and how long it waits for events that come late.</summary>
/// <param name="Tolerance">How much later than newer events an event may arrive and still take its place in time. Everything is held back that long; zero passes events straight on, the largest value sorts a whole scan until it completes.</param>
/// <param name="MostGroups">Groups alive at the same time for one correlation; beyond it an old one is given up and counted.</param>
/// <param name="MostHeldBack">Hits held back at the same time; beyond it the oldest is passed on early.</param>
public sealed record CorrelationOptions(TimeSpan Tolerance, int MostGroups = 2_000_000, int MostHeldBack = 4_000_000)
{
    /// <summary>Waits two seconds, as suits a live stream.</summary>
    public static CorrelationOptions Live { get; } = new(TimeSpan.FromSeconds(2));

    /// <summary>Sorts everything before it looks, as suits files that overlap in time.</summary>
    public static CorrelationOptions Scan { get; } = new(TimeSpan.MaxValue);
}
