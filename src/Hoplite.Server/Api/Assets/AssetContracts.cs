namespace Hoplite.Server.Api.Assets;

/// <summary>A machine as the events show it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it seems to be, from what it does; null when it cannot be said.</param>
/// <param name="First">When it was first seen.</param>
/// <param name="Last">When it was last seen.</param>
/// <param name="Events">Events in the window.</param>
/// <param name="Users">Accounts seen on it, the most frequent first.</param>
/// <param name="LogSources">What it reports.</param>
/// <param name="OpenIncidents">Incidents about it that are not closed.</param>
/// <param name="Findings">Findings about it in the window.</param>
public sealed record AssetRow(
    string Name, string? Role, DateTimeOffset First, DateTimeOffset Last, long Events, IReadOnlyList<string> Users, IReadOnlyList<string> LogSources, int OpenIncidents, int Findings);

/// <summary>All machines.</summary>
/// <param name="Items">The machines.</param>
/// <param name="AsOf">The time the answer is true for.</param>
public sealed record AssetPage(IReadOnlyList<AssetRow> Items, DateTimeOffset AsOf);
