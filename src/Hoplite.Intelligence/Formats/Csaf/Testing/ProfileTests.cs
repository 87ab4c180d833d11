namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Tests about what each profile asks for (§4 and §6.1.26 to 6.1.27).</summary>
static class ProfileTests
{
    static readonly string[] Profiles = ["csaf_security_incident_response", "csaf_informational_advisory", "csaf_security_advisory", "csaf_vex"];

    /// <summary>6.1.26: a document of the base profile is not called as if it were of another.</summary>
    public static void Category(CsafSubject subject)
    {
        if (subject.Category.Length == 0 || subject.Category is "csaf_base" || Profiles.Contains(subject.Category, StringComparer.Ordinal)) return;
        if (subject.Category.StartsWith("csaf_", StringComparison.OrdinalIgnoreCase) || Profiles.Any(p => Folded(p[5..]) == Folded(subject.Category) || Folded(p) == Folded(subject.Category)))
            subject.Fail("/document/category", $"'{subject.Category}' can be mistaken for a profile of the standard");

        static string Folded(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_'))).ToLowerInvariant();
    }

    /// <summary>6.1.27.1</summary>
    public static void Notes(CsafSubject subject)
    {
        if (IsOf(subject, 0, 1) && !subject.Document.List("notes").Any(n => n.Text("category") is "description" or "details" or "general" or "summary")) subject.Fail("/document/notes", "there is no note that describes or sums up");
    }

    /// <summary>6.1.27.2</summary>
    public static void References(CsafSubject subject)
    {
        // A reference is external where it does not say otherwise.
        if (IsOf(subject, 0, 1) && !subject.Document.List("references").Any(r => r.ValueKind == System.Text.Json.JsonValueKind.Object && r.Text("category") is "external" or null)) subject.Fail("/document/references", "there is no external reference");
    }

    /// <summary>6.1.27.3</summary>
    public static void NoVulnerabilities(CsafSubject subject)
    {
        if (IsOf(subject, 1) && subject.Root.Member("vulnerabilities") is not null) subject.Fail("/vulnerabilities", "an informational advisory has no vulnerabilities");
    }

    /// <summary>6.1.27.4</summary>
    public static void ProductTree(CsafSubject subject)
    {
        if (IsOf(subject, 2, 3) && subject.Root.Member("product_tree") is null) subject.Fail("/product_tree", "it is missing");
    }

    /// <summary>6.1.27.5</summary>
    public static void VulnerabilityNotes(CsafSubject subject) => Each(subject, [2, 3], v => v.Json.List("notes").Any(), "/notes", "the vulnerability has no note");

    /// <summary>6.1.27.6</summary>
    public static void ProductStatus(CsafSubject subject) => Each(subject, [2], v => v.Json.Member("product_status") is not null, "/product_status", "the vulnerability says nothing of products");

    /// <summary>6.1.27.7</summary>
    public static void VexStatus(CsafSubject subject) =>
        Each(subject, [3], v => CsafSubject.Products(v).Any(p => p.Status is "fixed" or "known_affected" or "known_not_affected" or "under_investigation"), "/product_status", "no product is fixed, affected, not affected or under investigation");

    /// <summary>6.1.27.8</summary>
    public static void VulnerabilityId(CsafSubject subject) => Each(subject, [3], v => v.Json.Member("cve") is not null || v.Json.List("ids").Any(), "", "the vulnerability has neither a CVE number nor another id");

    /// <summary>6.1.27.9</summary>
    public static void Impact(CsafSubject subject)
    {
        if (!IsOf(subject, 3)) return;
        foreach (var vulnerability in subject.Vulnerabilities)
        {
            var told = subject.Covered(vulnerability.Json.List("flags").Concat(vulnerability.Json.List("threats").Where(t => t.Text("category") is "impact")));
            foreach (var (_, product) in CsafSubject.Products(vulnerability).Where(p => p.Status is "known_not_affected"))
                if (!told.Contains(product.Value)) subject.Fail(product.Path, $"nothing says why the product '{product.Value}' is not affected");
        }
    }

    /// <summary>6.1.27.10</summary>
    public static void Action(CsafSubject subject)
    {
        if (!IsOf(subject, 3)) return;
        foreach (var vulnerability in subject.Vulnerabilities)
        {
            var told = subject.Covered(vulnerability.Json.List("remediations"));
            foreach (var (_, product) in CsafSubject.Products(vulnerability).Where(p => p.Status is "known_affected"))
                if (!told.Contains(product.Value)) subject.Fail(product.Path, $"nothing says what to do for the product '{product.Value}'");
        }
    }

    /// <summary>6.1.27.11</summary>
    public static void Vulnerabilities(CsafSubject subject)
    {
        if (IsOf(subject, 2, 3) && subject.Root.Member("vulnerabilities") is null) subject.Fail("/vulnerabilities", "they are missing");
    }

    static void Each(CsafSubject subject, int[] profiles, Func<PlacedPart, bool> holds, string path, string message)
    {
        if (!IsOf(subject, profiles)) return;
        foreach (var vulnerability in subject.Vulnerabilities)
            if (!holds(vulnerability)) subject.Fail(vulnerability.Path + path, message);
    }

    static bool IsOf(CsafSubject subject, params int[] profiles) => Array.Exists(profiles, p => Profiles[p] == subject.Category);
}
