using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>An attribute of an event, to be made into STIX.</summary>
/// <param name="Event">The event it lies in.</param>
/// <param name="Json">As it came.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its value.</param>
/// <param name="Key">Its UUID, or what stands for it.</param>
/// <param name="Sharing">Who may see it.</param>
/// <param name="Group">The object of MISP it lies in.</param>
sealed record MispAttribute(MispEvent Event, JsonElement Json, string Type, string Value, string Key, MispSharing Sharing, JsonElement? Group)
{
    /// <summary>When it was last changed.</summary>
    public DateTimeOffset Changed => Json.Time("timestamp") ?? Event.Changed;

    /// <summary>It as an indicator.</summary>
    public JsonObject Indicator(MispPattern pattern)
    {
        var made = Event.Made("indicator", Json.Text("uuid"), Key, Changed);
        made["name"] = Value.Length <= 256 ? Value : Value[..255] + "…";
        if (Comment is { } comment) made["description"] = comment;
        made["indicator_types"] = new JsonArray("malicious-activity");
        made["pattern"] = pattern.Text;
        made["pattern_type"] = pattern.Type;
        if (pattern.Type is "stix") made["pattern_version"] = "2.1";
        var from = Json.Time("first_seen") ?? Event.Day;
        made["valid_from"] = StixTime.Write(from);
        if (Confidence is { } confidence) made["confidence"] = confidence;
        if (Expires is { } until && until > from) made["valid_until"] = StixTime.Write(until);
        return Finish(made);
    }

    /// <summary>It as a note, for what nothing can be looked for with.</summary>
    public JsonObject Note()
    {
        var made = Event.Made("note", Json.Text("uuid"), Key, Changed);
        made["content"] = $"{Type}: {Value}" + (Comment is { } comment ? $" ({comment})" : "");
        made["object_refs"] = new JsonArray(Event.ReportId);
        made["x_misp_to_ids"] = Json.Truth("to_ids");
        return Finish(made);
    }

    /// <summary>Who saw it, and who said that it is harmless.</summary>
    public IEnumerable<JsonObject> Sightings(string indicator)
    {
        foreach (var (number, sighting) in Json.List("Sighting").Take(10_000).Index())
        {
            var kind = sighting.Text("type") ?? "0";
            var seen = sighting.Time("date_sighting");
            if (kind is "2" || seen is null) continue;
            var made = Event.Made(kind is "1" ? "opinion" : "sighting", sighting.Text("uuid"), $"{indicator}\n{number}\n{seen:O}", seen.Value);
            if (kind is "1")
            {
                made["opinion"] = "strongly-disagree";
                made["object_refs"] = new JsonArray(indicator);
            }
            else
            {
                made["sighting_of_ref"] = indicator;
                made["count"] = 1;
                made["first_seen"] = StixTime.Write(seen.Value);
                made["last_seen"] = StixTime.Write(seen.Value);
            }

            if (sighting.Object("Organisation")?.Text("name") is { Length: > 0 } by) made["x_misp_organisation"] = by;
            Sharing.Mark(made, []);
            made.Remove("labels");
            yield return made;
        }
    }

    string? Comment => Json.Text("comment") is { Length: > 0 } comment ? comment : null;

    // What is said of the attribute itself is more precise than what is said of the whole event.
    int? Confidence => MispConfidence.Of(Json.List("Tag").Select(t => t.Text("name")).OfType<string>().Take(MispSharing.MostTags)) ?? MispConfidence.Of(Sharing.Tags);

    // Somebody may say that it is over.
    DateTimeOffset? Expires => Json.List("Sighting").Where(s => s.Text("type") is "2").Select(s => s.Time("date_sighting")).Min() ?? Json.Time("last_seen");

    JsonObject Finish(JsonObject made)
    {
        made["x_misp_type"] = Type;
        made["x_misp_value"] = Value;
        if (Json.Text("category") is { Length: > 0 } category) made["x_misp_category"] = category;
        if (Group is { } group)
        {
            made["x_misp_object"] = group.Text("name");
            if (Json.Text("object_relation") is { Length: > 0 } relation) made["x_misp_object_relation"] = relation;
        }

        if (made["x_misp_object"] is null) made.Remove("x_misp_object");
        Sharing.Mark(made, []);
        made["external_references"] = new JsonArray(new JsonObject { ["source_name"] = "misp", ["external_id"] = Event.Uuid });
        return made;
    }
}
