using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>
/// Makes STIX of one event of MISP: its attributes for detection become indicators, everything else notes; the event is a report over them.
/// Identifiers follow from the UUIDs of MISP and versions from its timestamps, so that reading again gives the same objects and a newer event newer ones.
/// </summary>
sealed class MispEventReader(JsonElement json, string position, Gathering found)
{
    readonly List<string> _refs = [];
    readonly HashSet<string> _named = new(StringComparer.Ordinal);
    readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);
    MispEvent _event = null!;

    /// <summary>Reads it.</summary>
    public void Read()
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            found.Refuse(position, "an event is an object");
            return;
        }

        if (MispEvent.Of(json) is not { } about)
        {
            found.Refuse(position, "the event has no UUID; export it from MISP again");
            return;
        }

        _event = about;
        if (about.Creator is { } creator) found.Add(creator, position + ".Orgc");
        var index = 0;
        foreach (var attribute in json.List("Attribute")) Attribute(attribute, $"{position}.Attribute[{index++}]", about.Sharing, null);
        index = 0;
        foreach (var group in json.List("Object")) Group(group, $"{position}.Object[{index++}]");
        index = 0;
        foreach (var report in json.List("EventReport")) Text(report, $"{position}.EventReport[{index++}]");
        Passed();
        Galaxies(about.Sharing, null, about.Changed, position);
        Report();
    }

    void Attribute(JsonElement attribute, string place, MispSharing around, JsonElement? group)
    {
        if (found.IsFull)
        {
            found.Tally("attributes were left out: there are too many");
            return;
        }

        if (attribute.Truth("deleted"))
        {
            found.Tally("deleted attributes were passed over");
            return;
        }

        if (attribute.Text("type") is not { Length: > 0 and <= 100 } type || attribute.Text("value") is not { Length: > 0 } value)
        {
            found.Refuse(place, "an attribute has a type and a value");
            return;
        }

        if (value.Length > found.Limits.TextLength)
        {
            found.Refuse(place, $"the value has more than {found.Limits.TextLength} characters");
            return;
        }

        var key = attribute.Text("uuid") ?? $"{_event.Uuid}\n{type}\n{value}";
        if (!_seen.Add(key))
        {
            found.Refuse(place, "another attribute of the event has the same UUID");
            return;
        }

        var made = new MispAttribute(_event, attribute, type, value, key, around.Within(attribute), group);
        try
        {
            var pattern = attribute.Truth("to_ids") ? MispPatterns.Of(type, value) : null;
            var built = pattern is null ? made.Note() : made.Indicator(pattern);
            if (!found.Add(built, place)) return;
            var id = (string)built["id"]!;
            _refs.Add(id);
            found.Tally(pattern is null ? $"attributes of the type {type} are kept as notes" : $"indicators from attributes of the type {type}");
            if (pattern is null) return;
            foreach (var sighting in made.Sightings(id)) found.Add(sighting, place + ".Sighting");
            Galaxies(made.Sharing, id, made.Changed, place);
        }
        catch (FormatException wrong)
        {
            found.Refuse(place, $"{type}: {wrong.Message}");
        }
    }

    void Group(JsonElement group, string place)
    {
        if (group.Truth("deleted"))
        {
            found.Tally("deleted objects were passed over");
            return;
        }

        var (first, index) = (_refs.Count, 0);
        var sharing = _event.Sharing.Within(group);
        foreach (var attribute in group.List("Attribute")) Attribute(attribute, $"{place}.Attribute[{index++}]", sharing, group);
        if (_refs.Count == first) return;
        var made = _event.Made("grouping", group.Text("uuid"), $"{_event.Uuid}\n{group.Text("name")}\n{index}\n{place}", group.Time("timestamp") ?? _event.Changed);
        made["name"] = group.Text("name") is { Length: > 0 } name ? name : "object";
        made["context"] = "suspicious-activity";
        made["object_refs"] = new JsonArray([.. _refs[first..].Select(r => (JsonNode)r)]);
        if (group.Text("comment") is { Length: > 0 } comment) made["description"] = comment;
        sharing.Mark(made, ["misp:object=" + ((string)made["name"]!)]);
        if (group.List("ObjectReference").ToArray() is { Length: > 0 } links)
            made["x_misp_references"] = new JsonArray([.. links.Select(l => (JsonNode)new JsonObject { ["relationship_type"] = l.Text("relationship_type"), ["referenced_uuid"] = l.Text("referenced_uuid") })]);
        if (found.Add(made, place)) _refs.Add((string)made["id"]!);
    }

    void Text(JsonElement report, string place)
    {
        if (report.Truth("deleted") || report.Text("content") is not { Length: > 0 } content) return;
        var made = _event.Made("note", report.Text("uuid"), $"{_event.Uuid}\n{place}", report.Time("timestamp") ?? _event.Changed);
        if (report.Text("name") is { Length: > 0 } name) made["abstract"] = name;
        made["content"] = content;
        made["object_refs"] = new JsonArray(_event.ReportId);
        _event.Sharing.Within(report).Mark(made, []);
        if (found.Add(made, place)) _refs.Add((string)made["id"]!);
    }

    // The galaxies of the event belong to its report, those of an attribute to its indicator.
    void Galaxies(MispSharing sharing, string? indicator, DateTimeOffset changed, string place)
    {
        foreach (var tag in indicator is null ? sharing.Tags : sharing.Tags.Except(_event.Sharing.Tags, StringComparer.Ordinal).Concat(_event.Sharing.Tags))
        {
            if (found.IsFull || MispGalaxies.Of(tag) is not { } named || !found.Add(named, place)) continue;
            var target = (string)named["id"]!;
            if (_named.Add(target)) _refs.Add(target);
            if (indicator is null) continue;
            var link = _event.Made("relationship", null, $"{indicator}\nindicates\n{target}", changed);
            link["relationship_type"] = "indicates";
            link["source_ref"] = indicator;
            link["target_ref"] = target;
            sharing.Mark(link, []);
            link.Remove("labels");
            found.Add(link, place);
        }
    }

    void Passed()
    {
        foreach (var (name, what) in new[] { ("ShadowAttribute", "proposals of others were passed over"), ("RelatedEvent", "related events are named but not held") })
            foreach (var _ in json.List(name)) found.Tally(what);
    }

    void Report()
    {
        if (_event.Creator is { } creator && _refs.Count == 0) _refs.Add((string)creator["id"]!);
        if (_refs.Count == 0)
        {
            found.Note(string.Create(CultureInfo.InvariantCulture, $"the event {_event.Uuid} holds nothing that could be taken"));
            return;
        }

        var made = _event.Made("report", _event.Uuid, _event.Uuid, _event.Changed);
        made["name"] = _event.Info;
        made["published"] = StixTime.Write(_event.Published);
        made["report_types"] = new JsonArray("indicator");
        made["object_refs"] = new JsonArray([.. _refs.Distinct(StringComparer.Ordinal).Select(r => (JsonNode)r)]);
        if (json.Text("threat_level_id") is { } level) made["x_misp_threat_level"] = level;
        if (json.Text("analysis") is { } analysis) made["x_misp_analysis"] = analysis;
        _event.Sharing.Mark(made, []);
        found.Add(made, position);
    }
}
