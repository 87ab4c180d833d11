using System.Text.Json;
using Hoplite.Intelligence.Formats;

namespace Hoplite.Intelligence.Feeds;

/// <summary>An event that a manifest names.</summary>
/// <param name="Uuid">Its UUID, in small letters.</param>
/// <param name="Stamp">When it was last changed, seconds since 1970; 0 when the manifest does not say.</param>
sealed record MispListed(string Uuid, long Stamp);

/// <summary>The <c>manifest.json</c> of a feed of MISP: an entry for each event, by its UUID.</summary>
static class MispManifest
{
    /// <summary>Reads it, the newest first.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="refused">How many entries are none.</param>
    /// <exception cref="FeedException">It is no manifest.</exception>
    public static IReadOnlyList<MispListed> Read(ReadOnlyMemory<byte> bytes, FormatLimits limits, out int refused)
    {
        using var json = BoundedFile.TryJson(bytes, out var problem) ?? throw new FeedException($"manifest.json: {problem}");
        if (json.RootElement.ValueKind != JsonValueKind.Object) throw new FeedException("manifest.json is to be an object with an entry for each event");
        var events = new Dictionary<string, MispListed>(StringComparer.Ordinal);
        refused = 0;
        foreach (var entry in json.RootElement.EnumerateObject())
        {
            if (events.Count < limits.Files && entry.Value.ValueKind == JsonValueKind.Object && Guid.TryParseExact(entry.Name, "D", out var uuid)) events[uuid.ToString("D")] = new MispListed(uuid.ToString("D"), entry.Value.Whole("timestamp") ?? 0);
            else refused++;
        }

        if (events.Count == 0 && refused > 0) throw new FeedException("manifest.json names no event by its UUID");
        return [.. events.Values.OrderByDescending(e => e.Stamp).ThenBy(e => e.Uuid, StringComparer.Ordinal)];
    }
}
