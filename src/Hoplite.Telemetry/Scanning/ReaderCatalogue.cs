using Hoplite.Telemetry.Json;

namespace Hoplite.Telemetry.Scanning;

/// <summary>Every format that is read. Where two readers are equally sure, the one named first reads.</summary>
public static class ReaderCatalogue
{
    /// <summary>All readers, one line each.</summary>
    public static IReadOnlyList<IEventReader> All { get; } =
    [
        new JsonLinesReader(),
    ];
}
