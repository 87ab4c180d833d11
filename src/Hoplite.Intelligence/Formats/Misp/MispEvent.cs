using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>The head of an event.</summary>
/// <param name="Uuid">Its UUID.</param>
/// <param name="Info">What it is about.</param>
/// <param name="Day">The day it is from.</param>
/// <param name="Changed">When it was last changed.</param>
/// <param name="Published">When it was last published.</param>
/// <param name="Creator">The identity of the organisation that made it.</param>
/// <param name="Sharing">Who may see it.</param>
sealed record MispEvent(string Uuid, string Info, DateTimeOffset Day, DateTimeOffset Changed, DateTimeOffset Published, JsonObject? Creator, MispSharing Sharing)
{
    /// <summary>The id of its report.</summary>
    public string ReportId => FormatIds.Of("report", Uuid, Uuid);

    /// <summary>Reads the head; null without a UUID.</summary>
    public static MispEvent? Of(JsonElement json)
    {
        if (!Guid.TryParse(json.Text("uuid"), out var uuid)) return null;
        var day = DateTimeOffset.TryParseExact(json.Text("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : FormatIds.Always;
        var changed = json.Time("timestamp") ?? day;
        var creator = (json.Object("Orgc") ?? json.Object("Org")) is { } organisation && organisation.Text("name") is { Length: > 0 } name ? Identity(organisation.Text("uuid"), name) : null;
        return new MispEvent(uuid.ToString("D"), json.Text("info") is { Length: > 0 } info ? info : "event " + uuid.ToString("D"), day, changed, json.Time("publish_timestamp") ?? changed, creator, MispSharing.None.Within(json));
    }

    /// <summary>A new object of the event.</summary>
    public JsonObject Made(string type, string? uuid, string name, DateTimeOffset changed)
    {
        var made = new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = FormatIds.Of(type, uuid, name) };
        if (Creator is { } creator) made["created_by_ref"] = (string)creator["id"]!;
        made["created"] = StixTime.Write(Day);
        made["modified"] = StixTime.Write(changed < Day ? Day : changed);
        return made;
    }

    static JsonObject Identity(string? uuid, string name) => new()
    {
        ["type"] = "identity", ["spec_version"] = "2.1", ["id"] = FormatIds.Of("identity", uuid, name),
        ["created"] = StixTime.Write(FormatIds.Always), ["modified"] = StixTime.Write(FormatIds.Always), ["name"] = name, ["identity_class"] = "organization",
    };
}
