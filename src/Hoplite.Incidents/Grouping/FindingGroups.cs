using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Grouping;

/// <summary>
/// Puts findings together that belong together: the same process tree, logon session or network flow; the same host within half
/// an hour; the same telling thing (an outside address, a domain, a file hash, an account) on several hosts within a few hours.
/// </summary>
/// <remarks>Links are joined by union and find over findings in order of time, so the cost grows with their number, not its square.</remarks>
sealed class FindingGroups
{
    static readonly long HostGap = TimeSpan.FromMinutes(30).Ticks;
    static readonly long LinkGap = TimeSpan.FromHours(8).Ticks;
    static readonly long EntityGap = TimeSpan.FromHours(2).Ticks;

    // A thing that turns up in more findings than this ties everything to everything and says nothing.
    const int CommonShare = 4;

    readonly IReadOnlyList<FindingFacts> _facts;
    readonly int[] _parents;

    FindingGroups(IReadOnlyList<FindingFacts> facts)
    {
        _facts = facts;
        _parents = [.. Enumerable.Range(0, facts.Count)];
    }

    /// <summary>The groups, each in order of time.</summary>
    /// <param name="facts">The findings in order of time.</param>
    public static IEnumerable<IReadOnlyList<FindingFacts>> Of(IReadOnlyList<FindingFacts> facts)
    {
        var groups = new FindingGroups(facts);
        groups.Link();
        return facts.Select((f, i) => (Root: groups.Root(i), Fact: f)).GroupBy(p => p.Root, p => p.Fact).Select(g => g.ToArray());
    }

    void Link()
    {
        var last = new Dictionary<(string Kind, string Where, string Value), int>();
        var spread = Spread();
        for (var i = 0; i < _facts.Count; i++)
        {
            var fact = _facts[i];
            foreach (var key in Keys(fact, spread))
            {
                if (last.TryGetValue(key.Key, out var before) && fact.Ticks - _facts[before].Ticks <= key.Gap) Join(before, i);
                last[key.Key] = i;
            }
        }
    }

    static IEnumerable<((string Kind, string Where, string Value) Key, long Gap)> Keys(FindingFacts fact, Dictionary<Entity, int> spread)
    {
        var host = fact.Host ?? "";
        if (fact.Host is not null) yield return (("host", host, ""), HostGap);
        foreach (var link in fact.Links)
            yield return link.Kind switch
            {
                "logon" => (("logon", host, link.Value), LinkGap),
                "flow" => (("flow", "", link.Value), LinkGap),
                _ => (("process", host, link.Value), LinkGap),
            };
        foreach (var mention in fact.Mentions)
            if (IsTelling(mention) && spread[mention.Entity] <= CommonShare)
                yield return (("entity", mention.Entity.Kind.ToString(), mention.Entity.Value), EntityGap);
    }

    // On how many hosts an entity is seen.
    Dictionary<Entity, int> Spread() =>
        _facts.SelectMany(f => f.Mentions.Select(m => (m.Entity, f.Host))).Distinct().GroupBy(p => p.Entity).ToDictionary(g => g.Key, g => g.Count());

    static bool IsTelling(EntityMention mention) => mention.Entity.Kind switch
    {
        EntityKind.Address or EntityKind.Domain or EntityKind.Hash => true,
        EntityKind.User => mention.Entity.Value is not ("root" or "administrator" or "guest"),
        EntityKind.Host => mention.Role != "place",
        _ => false,
    };

    int Root(int i)
    {
        while (_parents[i] != i) i = _parents[i] = _parents[_parents[i]];
        return i;
    }

    void Join(int a, int b)
    {
        int left = Root(a), right = Root(b);
        if (left != right) _parents[Math.Max(left, right)] = Math.Min(left, right);
    }
}
