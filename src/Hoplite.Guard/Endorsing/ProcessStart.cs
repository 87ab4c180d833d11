using Hoplite.Telemetry;

namespace Hoplite.Guard.Endorsing;

/// <summary>When a process started. Only the event of its start has that as its time; in the others Sysmon's id of the process holds it, to the second.</summary>
static class ProcessStart
{
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Longest = TimeSpan.FromDays(800);

    /// <summary>When the process that a field names started, UTC; the time of the event where nothing tells more; null when it has none.</summary>
    /// <param name="record">The event.</param>
    /// <param name="field">The field with its program.</param>
    public static DateTimeOffset? Of(EventRecord record, string field)
    {
        if (record.Time is not { } seen) return null;
        var id = field switch { "Image" => record["ProcessGuid"], "SourceImage" => record["SourceProcessGUID"] ?? record["SourceProcessGuid"], _ => null };
        return id is not null && Guid.TryParse(id, out var guid) && Read(guid) is var started && started <= seen + Skew && started >= seen - Longest ? started : seen;
    }

    // The second and third group, the third first, are the seconds since 1970.
    static DateTimeOffset Read(Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        return DateTimeOffset.FromUnixTimeSeconds((uint)((bytes[6] << 24) | (bytes[7] << 16) | (bytes[4] << 8) | bytes[5]));
    }
}
