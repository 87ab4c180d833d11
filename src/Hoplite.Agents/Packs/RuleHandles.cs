using Hoplite.Agents.Roles;

namespace Hoplite.Agents.Packs;

/// <summary>What rules are called in a pack: of a long id the first eight characters, as long as they tell the rules of the pack apart.</summary>
static class RuleHandles
{
    const int Short = 8;

    /// <summary>The handle of each rule.</summary>
    public static Dictionary<string, string> Of(IEnumerable<string> rules)
    {
        var all = rules.Distinct(StringComparer.Ordinal).ToArray();
        var starts = all.CountBy(Start, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return all.ToDictionary(r => r, r => Guid.TryParse(r, out _) && starts[Start(r)] == 1 ? Start(r) : FactSheet.RuleName(r), StringComparer.Ordinal);
    }

    static string Start(string rule) => rule.Length <= Short ? rule : rule[..Short];
}
