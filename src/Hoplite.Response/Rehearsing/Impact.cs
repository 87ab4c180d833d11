namespace Hoplite.Response.Rehearsing;

/// <summary>What an action would have touched, had it been in effect for the last days: from telemetry that is kept, and never more certain than that.</summary>
/// <param name="From">Since when it was looked at.</param>
/// <param name="Until">Until when.</param>
/// <param name="Events">How many events it would have concerned; null when it could not be found out.</param>
/// <param name="Machines">The machines of those events, the busiest first, at most 20.</param>
/// <param name="Flows">What would have been cut: pairs of ends, the busiest first, at most 20.</param>
/// <param name="Gap">What could not be found out, in one sentence; null when nothing.</param>
public sealed record Impact(DateTimeOffset From, DateTimeOffset Until, long? Events, IReadOnlyList<Touched> Machines, IReadOnlyList<Touched> Flows, string? Gap);

/// <summary>Something that would have been touched.</summary>
/// <param name="Name">What; text of telemetry, to be shown as such.</param>
/// <param name="Events">In how many events.</param>
public sealed record Touched(string Name, long Events);
