using System.Text.Json.Nodes;
using Hoplite.Intelligence.Trusting;

namespace Hoplite.Server.Intelligence;

/// <summary>An object as it would leave.</summary>
/// <param name="Node">It.</param>
/// <param name="Summary">What it says, in one line.</param>
/// <param name="Counted">What of the budget it costs to tell its count; null when it has none.</param>
sealed record ShareDraft(JsonObject Node, string Summary, (Guid Incident, Named Named, long Count)? Counted)
{
    /// <summary>Its id.</summary>
    public string Id => (string)Node["id"]!;

    /// <summary>Its type.</summary>
    public string Type => (string)Node["type"]!;

    /// <summary>Those of some drafts that were chosen; what rests on one that was not stays as well, and a list of them gets shorter.</summary>
    public static IReadOnlyList<ShareDraft> Choose(IReadOnlyList<ShareDraft> drafts, IReadOnlySet<string> wanted)
    {
        var going = drafts.Where(d => wanted.Contains(d.Id) && d.Type is not ("sighting" or "relationship" or "grouping")).Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var chosen = new List<ShareDraft>();
        foreach (var draft in drafts)
        {
            if (!wanted.Contains(draft.Id)) continue;
            var goes = draft.Type switch
            {
                "sighting" => going.Contains((string)draft.Node["sighting_of_ref"]!),
                "relationship" => going.Contains((string)draft.Node["source_ref"]!) && going.Contains((string)draft.Node["target_ref"]!),
                "grouping" => Shorten(draft.Node["object_refs"]!.AsArray(), going),
                _ => true,
            };
            if (!goes) continue;
            going.Add(draft.Id);
            chosen.Add(draft);
        }

        return chosen;
    }

    static bool Shorten(JsonArray refs, HashSet<string> going)
    {
        for (var i = refs.Count - 1; i >= 0; i--)
            if (!going.Contains((string)refs[i]!)) refs.RemoveAt(i);
        return refs.Count > 0;
    }
}
