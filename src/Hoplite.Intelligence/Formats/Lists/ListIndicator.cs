using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Intelligence.Formats.Lists;

/// <summary>Makes indicators of values in lists.</summary>
static class ListIndicator
{
    /// <summary>An indicator whose id follows from the list and the value.</summary>
    public static JsonObject Of(Named named, ListOptions options, string? description, DateTimeOffset asOf)
    {
        var made = new JsonObject
        {
            ["type"] = "indicator", ["spec_version"] = "2.1", ["id"] = FormatIds.Of("indicator", $"{options.Source}\n{named.Kind}\n{named.Value}"),
            ["created"] = StixTime.Write(FormatIds.Always), ["modified"] = StixTime.Write(asOf < FormatIds.Always ? FormatIds.Always : asOf),
            ["name"] = named.Value, ["indicator_types"] = new JsonArray("malicious-activity"),
            ["pattern"] = PatternText.Of(named), ["pattern_type"] = "stix", ["pattern_version"] = "2.1", ["valid_from"] = StixTime.Write(FormatIds.Always),
        };
        if (description is { Length: > 0 }) made["description"] = description;
        if (options.Confidence is { } confidence) made["confidence"] = confidence;
        if (options.Marking is { } level) made["object_marking_refs"] = new JsonArray(TlpMarkings.Id(level));
        return made;
    }
}
