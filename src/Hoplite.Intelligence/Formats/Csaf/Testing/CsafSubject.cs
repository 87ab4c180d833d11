using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>A text in an advisory, with its place.</summary>
readonly record struct Placed(string Value, string Path);

/// <summary>A part of an advisory, with its place.</summary>
readonly record struct PlacedPart(JsonElement Json, string Path);

/// <summary>An advisory under test: its parts with their places, and what was found.</summary>
sealed class CsafSubject
{
    const int MostOfOne = 1_000;

    static readonly string[] Statuses = ["first_affected", "first_fixed", "fixed", "known_affected", "known_not_affected", "last_affected", "recommended", "under_investigation"];

    readonly List<CsafFinding> _findings = [];
    string _test = "";
    int _ofTest;

    public CsafSubject(JsonElement root)
    {
        Root = root;
        Document = root.Object("document") ?? default;
        Tracking = Document.Object("tracking") ?? default;
        Tree = root.Object("product_tree") ?? default;
        Vulnerabilities = [.. Parts(root, "vulnerabilities", "")];
        var branches = new List<PlacedPart>();
        Branches(Tree, "/product_tree", branches, 0);
        AllBranches = branches;
        Relationships = [.. Parts(Tree, "relationships", "/product_tree")];
        FullNames = [.. branches.Where(b => b.Json.Object("product") is not null).Select(b => new PlacedPart(b.Json.Object("product")!.Value, b.Path + "/product")), .. Parts(Tree, "full_product_names", "/product_tree"), .. Relationships.Where(r => r.Json.Object("full_product_name") is not null).Select(r => new PlacedPart(r.Json.Object("full_product_name")!.Value, r.Path + "/full_product_name"))];
        Groups = [.. Parts(Tree, "product_groups", "/product_tree")];
        foreach (var group in Groups)
            if (group.Json.Text("group_id") is { } id) Members.TryAdd(id, [.. group.Json.Texts("product_ids")]);
        Category = Document.Text("category") ?? "";
    }

    public IReadOnlyList<CsafFinding> Findings => _findings;

    public JsonElement Root { get; }

    public JsonElement Document { get; }

    public JsonElement Tracking { get; }

    public JsonElement Tree { get; }

    public string Category { get; }

    public IReadOnlyList<PlacedPart> Vulnerabilities { get; }

    public IReadOnlyList<PlacedPart> AllBranches { get; }

    public IReadOnlyList<PlacedPart> Relationships { get; }

    public IReadOnlyList<PlacedPart> FullNames { get; }

    public IReadOnlyList<PlacedPart> Groups { get; }

    /// <summary>The products of each group.</summary>
    public Dictionary<string, string[]> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a test has told all it may.</summary>
    public bool IsFull => _ofTest >= MostOfOne;

    public void Begin(string test) => (_test, _ofTest) = (test, 0);

    public void Fail(string path, string message)
    {
        if (_ofTest++ < MostOfOne) _findings.Add(new CsafFinding(_test, path, message.Length > 600 ? message[..600] + "…" : message));
    }

    /// <summary>The items of a list, with their places.</summary>
    public static IEnumerable<PlacedPart> Parts(JsonElement json, string name, string path)
    {
        var index = 0;
        foreach (var item in json.List(name)) yield return new PlacedPart(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{name}/{index++}"));
    }

    /// <summary>The texts of a list, with their places.</summary>
    public static IEnumerable<Placed> Texts(PlacedPart part, string name) => Parts(part.Json, name, part.Path).Where(p => p.Json.ValueKind == JsonValueKind.String).Select(p => new Placed(p.Json.GetString()!, p.Path));

    /// <summary>The products under each status of a vulnerability.</summary>
    public static IEnumerable<(string Status, Placed Product)> Products(PlacedPart vulnerability)
    {
        if (vulnerability.Json.Object("product_status") is not { } status) yield break;
        foreach (var name in Statuses)
            foreach (var product in Texts(new PlacedPart(status, vulnerability.Path + "/product_status"), name)) yield return (name, product);
    }

    /// <summary>The products some parts are about, those of their groups among them; each group is opened once.</summary>
    public HashSet<string> Covered(params IEnumerable<JsonElement> parts)
    {
        var (covered, groups) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var part in parts)
        {
            covered.UnionWith(part.Texts("product_ids"));
            foreach (var group in part.Texts("group_ids"))
                if (groups.Add(group)) covered.UnionWith(Members.GetValueOrDefault(group, []));
        }

        return covered;
    }

    static void Branches(JsonElement json, string path, List<PlacedPart> all, int depth)
    {
        // The standard allows thirty; deeper ones cannot come, since JSON is read to a depth of 64.
        if (depth > 64) return;
        foreach (var branch in Parts(json, "branches", path))
        {
            all.Add(branch);
            Branches(branch.Json, branch.Path, all, depth + 1);
        }
    }
}
