namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Test 6.1.6: no product has two statuses that contradict each other.</summary>
static class StatusTests
{
    public static void Contradicting(CsafSubject subject)
    {
        foreach (var vulnerability in subject.Vulnerabilities)
        {
            var seen = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (status, product) in CsafSubject.Products(vulnerability))
            {
                if (Kind(status) is not { } kind) continue;
                if (!seen.TryAdd(product.Value, kind) && !seen[product.Value].Equals(kind, StringComparison.Ordinal)) subject.Fail(product.Path, $"the product '{product.Value}' is {seen[product.Value]} and {kind}");
            }
        }
    }

    static string? Kind(string status) => status switch
    {
        "first_affected" or "known_affected" or "last_affected" => "affected",
        "known_not_affected" => "not affected",
        "first_fixed" or "fixed" => "fixed",
        "under_investigation" => "under investigation",
        _ => null,
    };
}
