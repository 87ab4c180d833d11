using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Incidents.Reports;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Stix;
using Spectre.Console;

namespace Hoplite.Cli.Intel;

/// <summary>Shows intelligence on a terminal. Whatever others wrote is text and nothing else.</summary>
static class IntelView
{
    const int MostRefusals = 20;
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What was read, for a person.</summary>
    public static void Show(IReadOnlyList<IntelFiles.Read> read, IReadOnlyList<StixObject> objects, JsonNode? answer)
    {
        foreach (var (path, imported) in read)
        {
            AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"[bold]{Safe(path, 200)}[/]  {Word(imported.Kind)}: {imported.Objects.Count} objects, {imported.Refused.Count + imported.MoreRefused} refused"));
            foreach (var note in imported.Notes) AnsiConsole.MarkupLine($"  {Safe(note, 300)}");
            foreach (var refusal in imported.Refused.Take(MostRefusals)) AnsiConsole.MarkupLine($"  [yellow]refused[/] {Safe(refusal.ToString(), 300)}");
            if (imported.Refused.Count + imported.MoreRefused is > MostRefusals and var all) AnsiConsole.MarkupLine(string.Create(CultureInfo.InvariantCulture, $"  [yellow]refused[/] and {all - MostRefusals} more; --format json shows them"));
            foreach (var finding in imported.Findings) AnsiConsole.MarkupLine($"  [red]{finding.Test}[/] {Safe(finding.Path, 200)} {Safe(finding.Message, 300)}");
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("type", "objects");
        foreach (var type in objects.CountBy(o => o.Type, StringComparer.Ordinal).OrderByDescending(t => t.Value)) table.AddRow(Safe(type.Key, 80), type.Value.ToString(CultureInfo.InvariantCulture));
        if (objects.Count > 0) AnsiConsole.Write(table);
        if (answer is not null) AnsiConsole.MarkupLine($"the server: {Safe(answer.ToJsonString(), 500)}");
    }

    /// <summary>What was read, for programs.</summary>
    public static void Json(IReadOnlyList<IntelFiles.Read> read, IReadOnlyList<StixObject> objects, JsonNode? answer) => Write(new JsonObject
    {
        ["files"] = new JsonArray([.. read.Select(r => (JsonNode)new JsonObject
        {
            ["path"] = r.Path, ["kind"] = Word(r.Imported.Kind), ["objects"] = r.Imported.Objects.Count, ["exposures"] = r.Imported.Exposures.Count,
            ["notes"] = new JsonArray([.. r.Imported.Notes.Select(n => (JsonNode)n)]), ["more_refused"] = r.Imported.MoreRefused,
            ["refused"] = new JsonArray([.. r.Imported.Refused.Select(x => (JsonNode)new JsonObject { ["position"] = x.Position, ["reason"] = x.Reason })]),
            ["findings"] = new JsonArray([.. r.Imported.Findings.Select(x => (JsonNode)new JsonObject { ["test"] = x.Test, ["path"] = x.Path, ["message"] = x.Message })]),
        })]),
        ["types"] = new JsonObject(objects.CountBy(o => o.Type, StringComparer.Ordinal).Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))), ["server"] = answer?.DeepClone(),
    });

    /// <summary>Writes JSON; what could steer a terminal is escaped in it.</summary>
    public static void Write(JsonNode node) => Console.WriteLine(node.ToJsonString(Indented));

    /// <summary>One line of text of others, for a terminal.</summary>
    public static string Safe(string? text, int longest) => Markup.Escape(SafeText.OneLine(text, longest));

    static string Word(ImportedKind kind) => kind switch
    {
        ImportedKind.Stix => "STIX 2.1",
        ImportedKind.Stix20 => "STIX 2.0",
        ImportedKind.TaxiiEnvelope => "TAXII envelope",
        ImportedKind.MispEvent => "MISP event",
        ImportedKind.MispFeed => "MISP feed",
        ImportedKind.Csaf => "CSAF",
        ImportedKind.Kev => "KEV",
        ImportedKind.Epss => "EPSS",
        ImportedKind.Osv => "OSV",
        ImportedKind.List => "list",
        ImportedKind.Table => "table",
        _ => "unknown",
    };
}
