namespace Hoplite.Store.Events;

/// <summary>A machine as the events of a stretch of time show it.</summary>
/// <param name="Name">Its name, in small letters.</param>
/// <param name="First">When its first event arrived.</param>
/// <param name="Last">When its last event arrived.</param>
/// <param name="Events">How many there are.</param>
/// <param name="Users">Some of the accounts they are about.</param>
/// <param name="Kinds">What it reports, each kind as product, category and service with blanks between.</param>
public sealed record HostCensus(string Name, DateTimeOffset First, DateTimeOffset Last, long Events, IReadOnlyList<string> Users, IReadOnlyList<string> Kinds);
