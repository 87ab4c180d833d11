using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Incidents;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Incidents;

/// <summary>
/// Makes of an incident what others can use, and nothing that tells on its victim: indicators for what is the attacker's, that it was seen, the techniques,
/// how they belong together, and the playbooks that were used. No name of a machine, an account or a private address, no text of the evidence and no minute goes in.
/// </summary>
public sealed class IncidentBundle
{
    readonly Incident _incident;
    readonly IncidentBundleOptions _options;
    readonly string _creator;
    readonly DateTimeOffset _created, _modified;
    readonly List<StixObject> _objects = [];

    IncidentBundle(Incident incident, IncidentBundleOptions options)
    {
        (_incident, _options) = (incident, options);
        _creator = options.CreatorId ?? FormatIds.Of("identity", options.CreatorName);
        _created = Hour(incident.First ?? FormatIds.Always);
        _modified = options.Modified ?? incident.Last ?? _created;
        if (_modified < _created) _modified = _created;
    }

    /// <summary>The objects; the same incident and options give the same ones.</summary>
    /// <exception cref="InvalidDataException">A playbook is no JSON object with an id.</exception>
    public static IReadOnlyList<StixObject> Objects(Incident incident, IncidentBundleOptions? options = null) => new IncidentBundle(incident, options ?? new IncidentBundleOptions()).Make();

    /// <summary>The same as a bundle, JSON in UTF-8.</summary>
    /// <exception cref="InvalidDataException">A playbook is no JSON object with an id.</exception>
    public static byte[] Write(Incident incident, IncidentBundleOptions? options = null) => StixBuilder.Bundle(Objects(incident, options));

    List<StixObject> Make()
    {
        _objects.Add(TlpMarkings.Definition(_options.Tlp));
        if (_options.CreatorId is null) Add(Always("identity", _creator, new() { ["name"] = _options.CreatorName, ["identity_class"] = "system" }));
        var techniques = _incident.Chain.SelectMany(s => s.Techniques).DistinctBy(t => t.Id, StringComparer.Ordinal).Select(t => Technique(t.Id, t.Name, t.Tactics)).ToArray();
        var refs = new List<string>(techniques);
        foreach (var named in AttackerThings.Of(_incident, _options))
        {
            var indicator = Indicator(named);
            refs.Add(indicator);
            refs.Add(Sighting(named, indicator));
            foreach (var technique in techniques) refs.Add(Link(indicator, "indicates", technique));
        }

        foreach (var playbook in _options.Playbooks)
        {
            if ((playbook.IsPublic ? playbook.Json : PlaybookDisclosure.Of(playbook.Json, AttackerThings.Victims(_incident))?.ToJsonString()) is not { } open) continue;
            var action = Playbook(open);
            refs.Add(action);
            foreach (var technique in techniques) refs.Add(Link(action, "mitigates", technique));
        }

        if (refs.Count > 0) Add(Own("grouping", $"{_incident.Id}", new() { ["context"] = "suspicious-activity", ["object_refs"] = new JsonArray([.. refs.Select(r => (JsonNode)r)]) }));
        return _objects;
    }

    // A technique, an indicator and a playbook are the same object in every incident; that they were seen together is each incident's own.
    string Technique(string id, string name, IReadOnlyList<string> tactics) => Add(Own("attack-pattern", id, new()
    {
        ["name"] = name,
        ["kill_chain_phases"] = new JsonArray([.. tactics.Select(t => (JsonNode)new JsonObject { ["kill_chain_name"] = "mitre-attack", ["phase_name"] = t })]),
        ["external_references"] = new JsonArray(new JsonObject { ["source_name"] = "mitre-attack", ["external_id"] = id, ["url"] = "https://attack.mitre.org/techniques/" + id.Replace('.', '/') }),
    }));

    string Indicator(Named named) => Add(Own("indicator", Name(named), new()
    {
        ["name"] = named.Value, ["indicator_types"] = new JsonArray("malicious-activity"), ["pattern"] = PatternText.Of(named), ["pattern_type"] = "stix", ["pattern_version"] = "2.1",
        ["valid_from"] = StixTime.Write(_options.CreatedOf(Id("indicator", Name(named))) ?? _created), ["confidence"] = Math.Clamp(_incident.Confidence, 0, 100),
    }));

    // A count of 0 would say that it was looked for and not seen. The minute of an attack would tell too much about who was hit.
    string Sighting(Named named, string indicator)
    {
        var seen = _incident.Entities.Where(e => e.Entity.Value.Equals(named.Value, StringComparison.OrdinalIgnoreCase)).Select(e => e.Findings).DefaultIfEmpty(1).Max();
        var sighting = new JsonObject { ["sighting_of_ref"] = indicator, ["first_seen"] = StixTime.Write(_created), ["last_seen"] = StixTime.Write(Hour(_incident.Last ?? _created)) };
        if (_options.CountOf(named, seen) is { } count) sighting["count"] = Math.Clamp(count, 1, 999_999_999);
        return Add(Own("sighting", $"{_incident.Id}\n{Name(named)}", sighting));
    }

    string Link(string source, string kind, string target) => Add(Own("relationship", $"{source}\n{kind}\n{target}", new() { ["relationship_type"] = kind, ["source_ref"] = source, ["target_ref"] = target }));

    // A new version of a playbook is a new version of its object.
    string Playbook(string json)
    {
        var properties = PlaybookExtension.CourseOfAction(json, _creator, _created, _modified);
        return Add(Own("course-of-action", "playbook\n" + PlaybookExtension.IdOf(properties), properties));
    }

    static string Name(Named named) => string.Create(CultureInfo.InvariantCulture, $"{named.Kind}\n{named.Value}");

    string Id(string type, string name) => FormatIds.Of(type, $"{_creator}\n{name}");

    JsonObject Own(string type, string name, JsonObject properties) => Id(type, name) is var id && _options.CreatedOf(id) is { } before
        ? Whole(type, id, before, _modified > before ? _modified : before, properties)
        : Whole(type, id, _created, _modified, properties);

    static JsonObject Whole(string type, string id, DateTimeOffset created, DateTimeOffset modified, JsonObject properties)
    {
        var made = new JsonObject { ["type"] = type, ["spec_version"] = "2.1", ["id"] = id, ["created"] = StixTime.Write(created), ["modified"] = StixTime.Write(modified) };
        foreach (var (name, value) in properties) made[name] = value?.DeepClone();
        return made;
    }

    static JsonObject Always(string type, string id, JsonObject properties) => Whole(type, id, FormatIds.Always, FormatIds.Always, properties);

    string Add(JsonObject made)
    {
        if ((string)made["id"]! != _creator) made["created_by_ref"] = _creator;
        if ((string)made["type"]! != "identity")
        {
            made["object_marking_refs"] = new JsonArray(TlpMarkings.Id(_options.Tlp));
            if (_options.Group is { } group) made[SignedObject.GroupProperty] = group;
        }

        _objects.Add(StixObject.From(made));
        return (string)made["id"]!;
    }

    static DateTimeOffset Hour(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
}
