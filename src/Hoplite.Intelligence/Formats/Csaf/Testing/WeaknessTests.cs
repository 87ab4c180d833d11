using System.Collections.Frozen;
using System.Reflection;

namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Test 6.1.11: a weakness has the number and the name of CWE.</summary>
static class WeaknessTests
{
    static readonly Lazy<FrozenDictionary<string, string>> Names = new(() => Rows().ToFrozenDictionary(r => "CWE-" + r[0], r => r[1], StringComparer.Ordinal));

    public static void Cwe(CsafSubject subject)
    {
        foreach (var vulnerability in subject.Vulnerabilities)
        {
            if (vulnerability.Json.Object("cwe") is not { } cwe) continue;
            if (cwe.Text("id") is not { } id || !Names.Value.TryGetValue(id, out var name)) subject.Fail(vulnerability.Path + "/cwe/id", $"CWE has no weakness '{cwe.Text("id")}'");
            else if (cwe.Text("name") != name) subject.Fail(vulnerability.Path + "/cwe/name", $"the name of {id} is '{name}'");
        }
    }

    static IEnumerable<string[]> Rows()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cwe/names.tsv") ?? throw new InvalidOperationException("the names of CWE are not part of this build");
        using var text = new StreamReader(stream);
        while (text.ReadLine() is { } line) yield return line.Split('\t');
    }
}
