using System.Reflection;

namespace Hoplite.Incidents.Attack;

/// <summary>A tactic of ATT&amp;CK: what an attacker wants.</summary>
/// <param name="Id">For example <c>TA0002</c>.</param>
/// <param name="ShortName">For example <c>execution</c>.</param>
/// <param name="Name">For example Execution.</param>
/// <param name="Order">Its place in the chain, from 1.</param>
public sealed record Tactic(string Id, string ShortName, string Name, int Order);

/// <summary>A technique of ATT&amp;CK: how an attacker gets it.</summary>
/// <param name="Id">For example <c>T1059.001</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tactics">Short names of the tactics it serves.</param>
public sealed record Technique(string Id, string Name, IReadOnlyList<string> Tactics);

/// <summary>The tactics and techniques of <c>content/attack</c>.</summary>
public static class AttackTable
{
    /// <summary>Tactics of the enterprise matrix in order.</summary>
    public static IReadOnlyList<Tactic> Tactics { get; } = [.. Rows("tactics.tsv").Where(r => r[4] == "enterprise").Select(r => new Tactic(r[0], r[1], r[2], int.Parse(r[3], System.Globalization.CultureInfo.InvariantCulture))).OrderBy(t => t.Order)];

    /// <summary>All techniques by id.</summary>
    public static IReadOnlyDictionary<string, Technique> Techniques { get; } = Rows("techniques.tsv").DistinctBy(r => r[0]).ToDictionary(r => r[0], r => new Technique(r[0], r[1], r[2].Split(',')), StringComparer.OrdinalIgnoreCase);

    /// <summary>The technique a Sigma tag names (<c>attack.t1059.001</c>); null for another tag.</summary>
    public static Technique? TechniqueOf(string tag) =>
        tag.StartsWith("attack.t", StringComparison.OrdinalIgnoreCase) ? Techniques.GetValueOrDefault(tag[7..]) : null;

    /// <summary>The tactic a Sigma tag names (<c>attack.execution</c>, <c>attack.defense-evasion</c>); null for another tag.</summary>
    public static Tactic? TacticOf(string tag) => tag.StartsWith("attack.", StringComparison.OrdinalIgnoreCase) ? TacticNamed(tag[7..]) : null;

    /// <summary>The tactic with this short name, however its words are joined.</summary>
    /// <remarks>ATT&amp;CK 19 parted "defense evasion" into two; rules are written with the old name and with the new ones, and all mean the same stage.</remarks>
    public static Tactic? TacticNamed(string name)
    {
        name = name.Replace('_', '-');
        if (name.Equals("stealth", StringComparison.OrdinalIgnoreCase) || name.Equals("defense-impairment", StringComparison.OrdinalIgnoreCase)) name = "defense-evasion";
        return Tactics.FirstOrDefault(t => t.ShortName.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    static IEnumerable<string[]> Rows(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("attack/" + file)
            ?? throw new InvalidOperationException($"the table {file} is not part of this build");
        using var text = new StreamReader(stream);
        text.ReadLine();
        while (text.ReadLine() is { } line) yield return line.Split('\t');
    }
}
