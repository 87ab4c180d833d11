using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Grouping;
using Hoplite.Incidents.Scanning;
using Hoplite.Telemetry;

namespace Hoplite.Incidents.Reports.Sarif;

/// <summary>Findings as SARIF 2.1.0 (OASIS), for whatever shows the results of analysis tools.</summary>
static class SarifReport
{
    const string Taxonomy = "MITRE ATT&CK";

    /// <summary>Writes the log.</summary>
    public static void Write(ScanReport report, IReadOnlyList<RuleRejection> rejections, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default, Indented = true }))
        {
            var rules = report.Findings.Select(f => f.Rule).DistinctBy(r => r.Id).OrderBy(r => r.Id, StringComparer.Ordinal).ToArray();
            var numbers = rules.Index().ToDictionary(r => r.Item.Id, r => r.Index, StringComparer.Ordinal);
            var techniques = rules.SelectMany(Techniques).DistinctBy(t => t.Id).OrderBy(t => t.Id, StringComparer.Ordinal).ToArray();

            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, rules);
            if (techniques.Length > 0) Taxonomies(json, techniques);
            Invocation(json, report, rejections);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var finding in report.Findings) Result(json, finding, numbers[finding.Rule.Id], report.IncidentOf.TryGetValue(finding.Id, out var incident) ? incident : null);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    static IEnumerable<Technique> Techniques(RuleInfo rule) => rule.Tags.Select(AttackTable.TechniqueOf).OfType<Technique>().DistinctBy(t => t.Id);

    static void Tool(Utf8JsonWriter json, RuleInfo[] rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Hoplite");
        json.WriteString("semanticVersion", typeof(SarifReport).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            if (rule.Name is { } name) json.WriteString("name", name);
            Message(json, "shortDescription", rule.Title);
            Message(json, "fullDescription", rule.Description is { Length: > 0 } description ? description : rule.Title);
            if (rule.Explanation is { } words) Message(json, "help", string.Join(' ', new[] { words.Why, words.Benign }.Concat(words.Act).Where(w => !string.IsNullOrEmpty(w))));
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", Level(rule.Level));
            json.WriteEndObject();
            Relationships(json, rule);
            json.WriteStartObject("properties");
            json.WriteString("security-severity", Severity(rule.Level));
            if (rule.Author is { } author) json.WriteString("author", author);
            json.WriteStartArray("tags");
            foreach (var tag in rule.Tags.Distinct(StringComparer.Ordinal)) json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Relationships(Utf8JsonWriter json, RuleInfo rule)
    {
        var techniques = Techniques(rule).ToArray();
        if (techniques.Length == 0) return;
        json.WriteStartArray("relationships");
        foreach (var technique in techniques)
        {
            json.WriteStartObject();
            json.WriteStartObject("target");
            json.WriteString("id", technique.Id);
            json.WriteStartObject("toolComponent");
            json.WriteString("name", Taxonomy);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("kinds");
            json.WriteStringValue("relevant");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Taxonomies(Utf8JsonWriter json, Technique[] techniques)
    {
        json.WriteStartArray("taxonomies");
        json.WriteStartObject();
        json.WriteString("name", Taxonomy);
        json.WriteString("organization", "MITRE");
        json.WriteStartArray("taxa");
        foreach (var technique in techniques)
        {
            json.WriteStartObject();
            json.WriteString("id", technique.Id);
            Message(json, "shortDescription", technique.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void Invocation(Utf8JsonWriter json, ScanReport report, IReadOnlyList<RuleRejection> rejections)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", true);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var problem in report.Problems)
        {
            json.WriteStartObject();
            json.WriteString("level", "warning");
            Message(json, "message", $"could not read: {problem.Reason}");
            Location(json, problem.Source.Path, problem.Offset, 0);
            json.WriteEndObject();
        }

        foreach (var line in report.Partial) Notification(json, line);
        if (report.MoreProblems > 0) Notification(json, $"{report.MoreProblems.ToString(CultureInfo.InvariantCulture)} more places could not be read");
        foreach (var (rule, count) in report.Folded.OrderBy(f => f.Key.Id, StringComparer.Ordinal)) Notification(json, $"{count.ToString(CultureInfo.InvariantCulture)} more findings of {rule.Title} were only counted");
        json.WriteEndArray();
        json.WriteStartArray("toolConfigurationNotifications");
        foreach (var rejection in rejections) Notification(json, rejection.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void Notification(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("level", "note");
        Message(json, "message", text);
        json.WriteEndObject();
    }

    static void Result(Utf8JsonWriter json, Finding finding, int rule, Guid? incident)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", Level(finding.Rule.Level));
        var detail = SafeText.OneLine(TellingDetail.Of(finding));
        Message(json, "message", detail.Length > 0 ? $"{finding.Rule.Title}: {detail}" : finding.Rule.Title);
        Location(json, finding.Event.Source.Path, finding.Event.Position, finding.Event.Raw.Length);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("hopliteFinding/v1", finding.Id);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        if (finding.Time is { } time) json.WriteString("time", time.UtcDateTime);
        if (incident is { } id) json.WriteString("incident", id);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Location(Utf8JsonWriter json, string path, long offset, int length)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", EvidenceUri.Of(path));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("byteOffset", Math.Max(0, offset));
        if (length > 0) json.WriteNumber("byteLength", length);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    static void Message(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", MessageText.Of(text));
        json.WriteEndObject();
    }

    static string Level(Level level) => level switch
    {
        Detection.Sigma.Level.Critical or Detection.Sigma.Level.High => "error",
        Detection.Sigma.Level.Medium => "warning",
        _ => "note",
    };

    // The middle of the CVSS band of the same name, as viewers that sort by it expect.
    static string Severity(Level level) => level switch
    {
        Detection.Sigma.Level.Critical => "9.5",
        Detection.Sigma.Level.High => "8.0",
        Detection.Sigma.Level.Medium => "5.5",
        Detection.Sigma.Level.Low => "2.0",
        _ => "0.0",
    };
}
