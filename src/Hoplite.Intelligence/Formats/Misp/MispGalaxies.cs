using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>What galaxies call the actors, the malware and the techniques of an event.</summary>
static partial class MispGalaxies
{
    /// <summary>The object a tag of a galaxy stands for; null for any other tag.</summary>
    public static JsonObject? Of(string tag)
    {
        if (tag.Length > 1_000 || Galaxy().Match(tag) is not { Success: true } match) return null;
        var (galaxy, value) = (match.Groups["galaxy"].Value, match.Groups["value"].Value.Trim());
        if (value.Length == 0) return null;
        if (galaxy.EndsWith("attack-pattern", StringComparison.Ordinal) && Technique().Match(value) is { Success: true } technique)
        {
            var name = value[..technique.Index].TrimEnd(' ', '-');
            var made = Object("attack-pattern", technique.Value, name.Length > 0 ? name : technique.Value);
            made["external_references"] = new JsonArray(new JsonObject { ["source_name"] = "mitre-attack", ["external_id"] = technique.Value, ["url"] = $"https://attack.mitre.org/techniques/{technique.Value.Replace('.', '/')}" });
            return made;
        }

        return galaxy switch
        {
            "threat-actor" => Object("threat-actor", value, value),
            "mitre-intrusion-set" or "mitre-enterprise-attack-intrusion-set" or "microsoft-activity-group" => Object("intrusion-set", value, value),
            "mitre-malware" or "malpedia" or "ransomware" or "banker" or "stealer" or "rat" or "botnet" or "backdoor" or "android" => Family(value),
            "mitre-tool" or "tool" => Object("tool", value, value),
            _ => null,
        };
    }

    static JsonObject Family(string value)
    {
        var made = Object("malware", value, value);
        made["is_family"] = true;
        return made;
    }

    static JsonObject Object(string type, string key, string name) => new()
    {
        ["type"] = type, ["spec_version"] = "2.1", ["id"] = FormatIds.Of(type, key),
        ["created"] = StixTime.Write(FormatIds.Always), ["modified"] = StixTime.Write(FormatIds.Always), ["name"] = name,
    };

    [GeneratedRegex("^misp-galaxy:(?<galaxy>[a-z0-9-]+)=\"(?<value>[^\"]+)\"$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Galaxy();

    [GeneratedRegex(@"\bT\d{4}(\.\d{3})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Technique();
}
