using System.Text.RegularExpressions;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Tests about products and groups of them.</summary>
static partial class ProductTests
{
    static readonly string[] WithProducts = ["remediations", "threats", "flags", "notes"];

    /// <summary>6.1.1: every product that is spoken of is defined.</summary>
    public static void Missing(CsafSubject subject)
    {
        var defined = subject.FullNames.Select(p => p.Json.Text("product_id")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var used in Used(subject))
            if (!defined.Contains(used.Value)) subject.Fail(used.Path, $"the product '{used.Value}' is defined nowhere");
    }

    /// <summary>6.1.2: no product is defined twice.</summary>
    public static void Multiple(CsafSubject subject) => Once(subject, subject.FullNames, "product_id", "product");

    /// <summary>6.1.3: no product is made of itself.</summary>
    public static void Circular(CsafSubject subject)
    {
        var parts = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var relationship in subject.Relationships)
        {
            if (Made(relationship) is not { } product) continue;
            if (!parts.TryGetValue(product, out var of)) parts[product] = of = new HashSet<string>(StringComparer.Ordinal);
            of.UnionWith(new[] { relationship.Json.Text("product_reference"), relationship.Json.Text("relates_to_product_reference") }.OfType<string>());
        }

        var round = Circles.In(parts);
        foreach (var relationship in subject.Relationships)
            if (Made(relationship) is { } product && round.Contains(product)) subject.Fail(relationship.Path + "/full_product_name/product_id", $"the product '{product}' is made of itself");

        static string? Made(PlacedPart relationship) => relationship.Json.Object("full_product_name")?.Text("product_id");
    }

    /// <summary>6.1.4: every group that is spoken of is defined.</summary>
    public static void MissingGroup(CsafSubject subject)
    {
        foreach (var vulnerability in subject.Vulnerabilities)
            foreach (var name in WithProducts)
                foreach (var part in CsafSubject.Parts(vulnerability.Json, name, vulnerability.Path))
                    foreach (var used in CsafSubject.Texts(part, "group_ids"))
                        if (!subject.Members.ContainsKey(used.Value)) subject.Fail(used.Path, $"the group '{used.Value}' is defined nowhere");
    }

    /// <summary>6.1.5: no group is defined twice.</summary>
    public static void MultipleGroup(CsafSubject subject) => Once(subject, subject.Groups, "group_id", "group");

    /// <summary>6.1.13: package URLs are such.</summary>
    public static void PackageUrl(CsafSubject subject)
    {
        foreach (var product in subject.FullNames)
            if (product.Json.Object("product_identification_helper")?.Text("purl") is { } purl && !Purl.IsValid(purl)) subject.Fail(product.Path + "/product_identification_helper/purl", $"'{purl}' is no package URL");
    }

    /// <summary>6.1.25: no file has two hashes of one algorithm.</summary>
    public static void SameHash(CsafSubject subject)
    {
        foreach (var product in subject.FullNames)
        {
            if (product.Json.Object("product_identification_helper") is not { } hints) continue;
            foreach (var file in CsafSubject.Parts(hints, "hashes", product.Path + "/product_identification_helper"))
            {
                var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                foreach (var hash in CsafSubject.Parts(file.Json, "file_hashes", file.Path))
                    if (hash.Json.Text("algorithm") is { } algorithm && !seen.Add(algorithm)) subject.Fail(hash.Path + "/algorithm", $"there are two hashes of '{algorithm}' for one file");
            }
        }
    }

    /// <summary>6.1.31: the name of a version is one version and no range of them.</summary>
    public static void VersionRange(CsafSubject subject)
    {
        foreach (var branch in subject.AllBranches)
            if (branch.Json.Text("category") is "product_version" && branch.Json.Text("name") is { } name && (name.AsSpan().ContainsAny('<', '>') || RangeWords().IsMatch(name)))
                subject.Fail(branch.Path + "/name", $"'{name}' is a range of versions; its category is product_version_range");
    }

    static void Once(CsafSubject subject, IEnumerable<PlacedPart> parts, string name, string what)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
            if (part.Json.Text(name) is { } id && !seen.Add(id)) subject.Fail($"{part.Path}/{name}", $"the {what} '{id}' is defined more than once");
    }

    static IEnumerable<Placed> Used(CsafSubject subject)
    {
        foreach (var group in subject.Groups)
            foreach (var product in CsafSubject.Texts(group, "product_ids")) yield return product;
        foreach (var relationship in subject.Relationships)
            foreach (var name in new[] { "product_reference", "relates_to_product_reference" })
                if (relationship.Json.Text(name) is { } product) yield return new Placed(product, $"{relationship.Path}/{name}");
        foreach (var vulnerability in subject.Vulnerabilities)
        {
            foreach (var (_, product) in CsafSubject.Products(vulnerability)) yield return product;
            foreach (var name in WithProducts)
                foreach (var part in CsafSubject.Parts(vulnerability.Json, name, vulnerability.Path))
                    foreach (var product in CsafSubject.Texts(part, "product_ids")) yield return product;
            foreach (var score in CsafSubject.Parts(vulnerability.Json, "scores", vulnerability.Path))
                foreach (var product in CsafSubject.Texts(score, "products")) yield return product;
        }
    }

    [GeneratedRegex(@"\b(after|all|before|earlier|later|prior|versions)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RangeWords();
}
