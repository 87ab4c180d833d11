using System.Globalization;
using System.Text.Json;

namespace Hoplite.Intelligence.Formats.Csaf;

/// <summary>Reads advisories in CSAF 2.0 and holds them to the mandatory tests of the standard.</summary>
static class CsafReader
{
    /// <summary>Whether JSON is an advisory.</summary>
    public static bool IsAdvisory(JsonElement root) => root.Object("document") is { } document && document.Member("csaf_version") is not null;

    /// <summary>Reads one.</summary>
    public static Imported Read(JsonElement root, FormatLimits limits)
    {
        var found = new Gathering(limits);
        var findings = CsafTests.Run(root);
        found.Note(string.Create(CultureInfo.InvariantCulture, $"advisory {root.Object("document")?.Object("tracking")?.Text("id")}: {root.List("vulnerabilities").Count()} vulnerabilities, {findings.Count} findings of mandatory tests"));
        return found.Close(ImportedKind.Csaf) with { Findings = findings };
    }
}
