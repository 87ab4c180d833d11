using System.Collections.Frozen;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Objects;

namespace Hoplite.Intelligence.Formats.Attack;

/// <summary>A technique of a catalogue.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tactics">Short names of the tactics it serves.</param>
/// <param name="StixId">Its object.</param>
public sealed record CatalogueTechnique(string Id, string Name, IReadOnlyList<string> Tactics, string StixId);

/// <summary>A tactic of a catalogue.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="ShortName">Its short name.</param>
public sealed record CatalogueTactic(string Id, string Name, string ShortName);

/// <summary>A group of attackers of a catalogue.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Techniques">Numbers of the techniques it uses.</param>
public sealed record CatalogueGroup(string Id, string Name, IReadOnlyList<string> Aliases, IReadOnlyList<string> Techniques);

/// <summary>ATT&amp;CK as MITRE publishes it in STIX, of either version.</summary>
/// <param name="Techniques">Techniques by their number, without those that were taken back.</param>
/// <param name="Tactics">Tactics.</param>
/// <param name="Groups">Groups by their number.</param>
public sealed record AttackCatalogue(IReadOnlyDictionary<string, CatalogueTechnique> Techniques, IReadOnlyList<CatalogueTactic> Tactics, IReadOnlyDictionary<string, CatalogueGroup> Groups)
{
    /// <summary>Reads it from a file, packed with gzip or not.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">There is no technique in it.</exception>
    public static AttackCatalogue Load(string path)
    {
        var imported = IntelligenceReader.Read(path);
        var catalogue = Of(imported.Objects.Select(o => StixObject.Read(o)));
        return catalogue.Techniques.Count > 0 ? catalogue : throw new InvalidDataException("there is no technique in it: it is no bundle of ATT&CK");
    }

    /// <summary>Makes it of objects.</summary>
    public static AttackCatalogue Of(IEnumerable<StixObject> objects)
    {
        StixObject[] all = [.. objects.Where(o => !o.Revoked && o.Flag("x_mitre_deprecated") is not true)];
        var techniques = all.OfType<AttackPattern>().Where(o => TechniqueUse.NumberOf(o) is not null).DistinctBy(TechniqueUse.NumberOf, StringComparer.Ordinal)
            .Select(o => new CatalogueTechnique(TechniqueUse.NumberOf(o)!, o.Text("name") ?? "", [.. o.Items("kill_chain_phases").Select(p => p.Text("phase_name")).OfType<string>()], o.Id)).ToArray();
        var numbers = techniques.ToDictionary(t => t.StixId, t => t.Id, StringComparer.Ordinal);
        var uses = all.OfType<Relationship>().Where(r => r.Text("relationship_type") is "uses" && numbers.ContainsKey(r.Text("target_ref") ?? "")).ToLookup(r => r.Text("source_ref"), r => numbers[r.Text("target_ref")!], StringComparer.Ordinal);
        var groups = all.OfType<IntrusionSet>().Select(o => new CatalogueGroup(Number(o), o.Text("name") ?? "", o.Texts("aliases"), [.. uses[o.Id].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]));
        return new AttackCatalogue(
            techniques.ToFrozenDictionary(t => t.Id, StringComparer.OrdinalIgnoreCase),
            [.. all.Where(o => o.Type is "x-mitre-tactic").Select(o => new CatalogueTactic(Number(o), o.Text("name") ?? "", o.Text("x_mitre_shortname") ?? ""))],
            groups.DistinctBy(g => g.Id, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(g => g.Id, StringComparer.OrdinalIgnoreCase));
    }

    static string Number(StixObject one) => one.ExternalReferences.Where(r => r.Text("source_name")?.StartsWith("mitre", StringComparison.Ordinal) == true).Select(r => r.Text("external_id")).FirstOrDefault(id => id is not null) ?? one.Id;
}
