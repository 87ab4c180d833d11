using Hoplite.Telemetry;

namespace Hoplite.Detection.Routing;

/// <summary>Where one kind of event comes from: its log source and, for Windows logs, what tells its kind.</summary>
/// <param name="Source">The log source its reader gave it.</param>
/// <param name="Channel">The Windows channel; null when it has none.</param>
/// <param name="Provider">The Windows provider; null when it has none.</param>
/// <param name="EventId">The event id as text; null when it has none.</param>
sealed record EventOrigin(LogSource Source, string? Channel = null, string? Provider = null, string? EventId = null);
