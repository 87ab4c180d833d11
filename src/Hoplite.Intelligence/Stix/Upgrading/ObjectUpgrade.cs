using System.Text.Json.Nodes;

namespace Hoplite.Intelligence.Stix.Upgrading;

/// <summary>One object of 2.0 as one of 2.1.</summary>
static class ObjectUpgrade
{
    public static JsonObject Upgrade(JsonObject old)
    {
        old["spec_version"] = "2.1";
        switch (StixUpgrade.Text(old, "type"))
        {
            case "indicator":
                Types(old, "indicator_types");
                if (!old.ContainsKey("pattern_type")) old["pattern_type"] = "stix";
                if (!old.ContainsKey("pattern_version")) old["pattern_version"] = "2.0";
                if (!old.ContainsKey("valid_from") && old["created"] is { } created) old["valid_from"] = created.DeepClone();
                break;
            case "malware":
                Types(old, "malware_types");
                // 2.0 did not tell; a name that stands for many samples is what it nearly always meant.
                if (!old.ContainsKey("is_family")) old["is_family"] = old.ContainsKey("name");
                break;
            case "report": Types(old, "report_types"); break;
            case "threat-actor": Types(old, "threat_actor_types"); break;
            case "tool": Types(old, "tool_types"); break;
            case "identity" when old["sectors"] is null: old.Remove("sectors"); break;
        }

        Milliseconds(old, "created");
        Milliseconds(old, "modified");
        foreach (var empty in old.Where(member => member.Value is null or JsonArray { Count: 0 }).Select(member => member.Key).ToList()) old.Remove(empty);
        return old;
    }

    /// <summary>Labels of these objects were their types.</summary>
    static void Types(JsonObject old, string name)
    {
        if (old.ContainsKey(name) || old["labels"] is not JsonArray labels) return;
        old.Remove("labels");
        old[name] = labels;
    }

    /// <summary>2.1 wants milliseconds; the moment stays the same.</summary>
    static void Milliseconds(JsonObject old, string name)
    {
        if (StixUpgrade.Text(old, name) is not { } text || !StixTime.TryParse(text, out _) || text.Length >= 24) return;
        var digits = text.Length == 20 ? "" : text[20..^1];
        old[name] = $"{text[..19]}.{digits.PadRight(3, '0')}Z";
    }
}
