using System.Text.RegularExpressions;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Objects;

namespace Hoplite.Intelligence.Formats.Attack;

/// <summary>Which techniques of ATT&amp;CK some objects are about.</summary>
public static partial class TechniqueUse
{
    /// <summary>The number of the technique an object stands for; null for none.</summary>
    public static string? NumberOf(StixObject one)
    {
        foreach (var reference in one.ExternalReferences)
            if (reference.Text("source_name")?.StartsWith("mitre", StringComparison.Ordinal) == true && reference.Text("external_id") is { } id && IsTechnique(id)) return id.ToUpperInvariant();
        return null;
    }

    /// <summary>Each technique among some objects, with the number of relationships to it as its score; at least 1.</summary>
    public static IReadOnlyList<LayerTechnique> In(IReadOnlyList<StixObject> objects)
    {
        var uses = objects.OfType<Relationship>().Where(r => r.Text("relationship_type") is "uses" or "indicates").CountBy(r => r.Text("target_ref") ?? "", StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. objects.OfType<AttackPattern>().Select(a => (Id: NumberOf(a), Object: a)).Where(a => a.Id is not null).Select(a => new LayerTechnique(a.Id!, Math.Max(1, uses.GetValueOrDefault(a.Object.Id)), a.Object.Text("name")))];
    }

    /// <summary>Whether a text is the number of a technique.</summary>
    internal static bool IsTechnique(string text) => text.Length <= 9 && Number().IsMatch(text);

    [GeneratedRegex(@"^T\d{4}(\.\d{3})?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
