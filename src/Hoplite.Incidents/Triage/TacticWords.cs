using System.Reflection;
using Hoplite.Incidents.Attack;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Incidents.Triage;

/// <summary>What a tactic means in plain words: an entry of <c>content/triage/tactics.yaml</c>.</summary>
sealed class TacticWords
{
    static readonly Dictionary<string, TacticWords> All = Load();

    public string Meaning { get; init; } = "";

    public string Benign { get; init; } = "";

    public List<string> Act { get; init; } = [];

    /// <summary>The words for a tactic.</summary>
    public static TacticWords Of(Tactic tactic) => All.GetValueOrDefault(tactic.ShortName) ?? new TacticWords { Meaning = tactic.Name };

    static Dictionary<string, TacticWords> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("triage/tactics.yaml")
            ?? throw new InvalidOperationException("the words for tactics are not part of this build");
        using var text = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<Dictionary<string, TacticWords>>(text);
    }
}
