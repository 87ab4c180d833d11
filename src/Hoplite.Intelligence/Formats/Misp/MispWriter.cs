using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Objects;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>Writes indicators as an event of MISP.</summary>
public static class MispWriter
{
    /// <summary>An event with an attribute for each thing the indicators name; an indicator that takes its pattern to say is carried as a pattern.</summary>
    /// <param name="objects">Objects; indicators that are not revoked are written, with their sightings.</param>
    /// <param name="info">What the event is about.</param>
    /// <param name="organisation">Who makes it.</param>
    /// <param name="name">What the UUID of the event is made of; the same name gives the same event.</param>
    public static JsonObject Event(IReadOnlyList<StixObject> objects, string info, string organisation, string? name = null)
    {
        var indicators = objects.OfType<Indicator>().Where(i => !i.Revoked).ToArray();
        var seen = objects.OfType<Sighting>().ToLookup(s => s.Text("sighting_of_ref"), StringComparer.Ordinal);
        var attributes = new JsonArray();
        foreach (var indicator in indicators)
            foreach (var attribute in Attributes(indicator, seen[indicator.Id])) attributes.Add(attribute);
        var changed = Seconds(objects.Select(o => o.Modified?.Instant ?? DateTimeOffset.UnixEpoch).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max());
        var made = indicators.Select(i => i.Created?.Instant ?? FormatIds.Always).DefaultIfEmpty(FormatIds.Always).Min();
        var level = new MarkingSet().Strictest(indicators.SelectMany(StixMarkings.All));
        var event_ = new JsonObject
        {
            ["uuid"] = Uuid("event", name ?? info), ["info"] = info, ["date"] = made.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["timestamp"] = changed, ["publish_timestamp"] = changed,
            ["published"] = true, ["analysis"] = "2", ["threat_level_id"] = "4", ["distribution"] = Distribution(level),
            ["Orgc"] = new JsonObject { ["uuid"] = Uuid("organisation", organisation), ["name"] = organisation },
            ["Tag"] = new JsonArray([.. Tags(level, [])]), ["Attribute"] = attributes,
        };
        return new JsonObject { ["Event"] = event_ };
    }

    static IEnumerable<JsonObject> Attributes(Indicator indicator, IEnumerable<StixObject> sightings)
    {
        var level = StixMarkings.Strictest(indicator, new MarkingSet());
        var group = indicator.Text(SignedObject.GroupProperty);
        (string Type, string Value)[] parts = indicator.Text("x_misp_type") is { Length: > 0 } type && indicator.Text("x_misp_value") is { Length: > 0 } value ? [(type, value)]
            : ListWriter.Names(indicator) is { } names ? [.. names.Select(n => (Type(n), n.Value))]
            : [(indicator.Text("pattern_type") is "stix" or null ? "stix2-pattern" : indicator.Text("pattern_type")!, indicator.Text("pattern") ?? "")];
        for (var i = 0; i < parts.Length; i++)
        {
            var made = new JsonObject
            {
                ["uuid"] = i == 0 && StixId.TryParse(indicator.Id, out var id) ? id.Uuid.ToString("D") : Uuid("attribute", $"{indicator.Id}\n{i}"),
                ["type"] = parts[i].Type, ["category"] = indicator.Text("x_misp_category") ?? Category(parts[i].Type), ["value"] = parts[i].Value, ["to_ids"] = true, ["timestamp"] = Seconds(indicator.Modified?.Instant ?? FormatIds.Always),
                ["comment"] = indicator.Text("description") ?? "", ["distribution"] = group is null ? Distribution(level) : Guid.TryParse(group, out _) ? "4" : "0", ["deleted"] = false,
            };
            if (group is not null && Guid.TryParse(group, out var uuid)) made["SharingGroup"] = new JsonObject { ["uuid"] = uuid.ToString("D"), ["name"] = group };
            if (indicator.Time("valid_from") is { } from) made["first_seen"] = from.Text;
            if (indicator.Time("valid_until") is { } until) made["last_seen"] = until.Text;
            if (Tags(level, indicator.Labels).ToArray() is { Length: > 0 } tags) made["Tag"] = new JsonArray([.. tags]);
            if (sightings.Select(Sighting).ToArray() is { Length: > 0 } seen) made["Sighting"] = new JsonArray([.. seen.Select(s => s.DeepClone())]);
            yield return made;
        }
    }

    static JsonNode Sighting(StixObject sighting) => new JsonObject
    {
        ["uuid"] = StixId.TryParse(sighting.Id, out var id) ? id.Uuid.ToString("D") : Uuid("sighting", sighting.Id), ["type"] = "0",
        ["date_sighting"] = Seconds((sighting.Time("last_seen") ?? sighting.Modified)?.Instant ?? FormatIds.Always),
    };

    static IEnumerable<JsonNode> Tags(Tlp? level, IEnumerable<string> labels)
    {
        if (level is { } strictest) yield return Tag("tlp:" + strictest switch { Tlp.AmberStrict => "amber+strict", _ => strictest.ToString().ToLowerInvariant() });
        foreach (var label in labels) yield return Tag(label);

        static JsonNode Tag(string name) => new JsonObject { ["name"] = name };
    }

    // What may go to everybody in TLP goes to all; AMBER stays in the community, and what is stricter in the organisation.
    static string Distribution(Tlp? level) => level switch { null or Tlp.Clear => "3", Tlp.Green => "2", Tlp.Amber => "1", _ => "0" };

    static string Type(Named named) => named.Kind switch
    {
        NamedKind.Address or NamedKind.Network => "ip-dst",
        NamedKind.Domain => "domain",
        NamedKind.Url => "url",
        NamedKind.Email => "email",
        _ => named.Value.Length switch { 32 => "md5", 40 => "sha1", 128 => "sha512", _ => "sha256" },
    };

    static string Category(string type) => type switch
    {
        "md5" or "sha1" or "sha256" or "sha512" or "yara" or "sigma" => "Payload delivery",
        "stix2-pattern" => "Payload installation",
        "email" => "Payload delivery",
        _ => "Network activity",
    };

    static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    static string Uuid(string kind, string name) => FormatIds.Of("misp-" + kind, name)[^36..];
}
