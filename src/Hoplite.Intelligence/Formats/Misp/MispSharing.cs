using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Intelligence.Formats.Misp;

/// <summary>Who may see a part of an event: from its tags, its distribution and its sharing group. What is not understood is taken for the strictest.</summary>
/// <param name="Level">The strictest level; null where nothing sets one.</param>
/// <param name="Group">The UUID or number of its sharing group.</param>
/// <param name="Actions">The strictest level of permitted actions.</param>
/// <param name="Tags">All other tags.</param>
sealed record MispSharing(Tlp? Level, string? Group, Pap? Actions, IReadOnlyList<string> Tags)
{
    /// <summary>The most tags of one part.</summary>
    public const int MostTags = 200;

    public static readonly MispSharing None = new(null, null, null, []);

    /// <summary>That of a part within another.</summary>
    public MispSharing Within(JsonElement part)
    {
        var tags = part.List("Tag").Select(t => t.Text("name")).OfType<string>().Take(MostTags).ToArray();
        var level = Strictest(Level, Distribution(part));
        foreach (var tag in tags.Where(t => t.StartsWith("tlp:", StringComparison.OrdinalIgnoreCase))) level = Strictest(level, OfTag(tag));
        var pap = PapLabels.Read(tags);
        var others = tags.Where(t => !t.StartsWith("tlp:", StringComparison.OrdinalIgnoreCase) && !t.StartsWith("PAP:", StringComparison.OrdinalIgnoreCase));
        var group = part.Text("distribution") is "4" ? part.Object("SharingGroup")?.Text("uuid") ?? part.Text("sharing_group_id") ?? "unknown" : Group;
        return new MispSharing(level, group, Actions is null || pap > Actions ? pap ?? Actions : Actions, [.. Tags.Union(others, StringComparer.Ordinal)]);
    }

    /// <summary>Puts it on an object.</summary>
    public void Mark(JsonObject made, IEnumerable<string> more)
    {
        if (Level is { } level) made["object_marking_refs"] = new JsonArray(TlpMarkings.Id(level));
        List<string> labels = [.. more, .. Tags.Where(t => t.Length is > 0 and <= 1_000)];
        if (Actions is { } actions) labels.Add(PapLabels.Write(actions));
        if (Group is { } group) made[SignedObject.GroupProperty] = group;
        if (labels.Count > 0) made["labels"] = new JsonArray([.. labels.Distinct(StringComparer.Ordinal).Select(l => (JsonNode)l)]);
    }

    /// <summary>The level a tag names; the strictest for a word that TLP does not have.</summary>
    public static Tlp OfTag(string tag) => tag[4..].Trim('"', '=', ' ').ToLowerInvariant() switch
    {
        "clear" or "white" => Tlp.Clear,
        "green" => Tlp.Green,
        "amber" => Tlp.Amber,
        "amber+strict" => Tlp.AmberStrict,
        _ => Tlp.Red,
    };

    // 0 one's organisation, 1 this community, 2 connected ones, 3 all, 4 a group, 5 as what it lies in.
    static Tlp? Distribution(JsonElement part) => part.Member("distribution") is null ? null : part.Text("distribution") switch
    {
        "0" => Tlp.AmberStrict,
        "1" => Tlp.Amber,
        "2" => Tlp.Green,
        "3" or "5" => null,
        "4" => part.Object("SharingGroup") is not null || part.Whole("sharing_group_id") > 0 ? Tlp.Amber : Tlp.Red,
        _ => Tlp.Red,
    };

    static Tlp? Strictest(Tlp? one, Tlp? other) => one is null || other > one ? other ?? one : one;
}
