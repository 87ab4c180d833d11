using System.Text.Json;
using Hoplite.Detection.Sigma;

namespace Hoplite.Incidents.Reports.Json;

/// <summary>An incident as a JSON object.</summary>
static class IncidentJson
{
    const int Deepest = 40;

    public static void Write(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartObject();
        json.WriteString("id", incident.Id);
        json.WriteString("title", incident.Title);
        json.WriteString("severity", LevelNames.Of(incident.Severity));
        json.WriteNumber("confidence", incident.Confidence);
        JsonLinesReport.WriteTime(json, "first", incident.First);
        JsonLinesReport.WriteTime(json, "last", incident.Last);
        json.WriteString("summary", incident.Triage.Summary);
        Strings(json, "why", incident.Triage.Why);
        Strings(json, "benign", incident.Triage.Benign);
        Strings(json, "act", incident.Triage.Act);
        Strings(json, "rarity", incident.Triage.Rarity);
        Chain(json, incident);
        Entities(json, incident);
        Timeline(json, incident);
        json.WriteStartArray("processes");
        foreach (var process in incident.Processes) Process(json, process, 0);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in incident.Findings) json.WriteStringValue(finding.Id);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Chain(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartArray("chain");
        foreach (var step in incident.Chain)
        {
            json.WriteStartObject();
            json.WriteString("tactic", step.Tactic.Id);
            json.WriteString("name", step.Tactic.Name);
            json.WriteStartArray("techniques");
            foreach (var technique in step.Techniques)
            {
                json.WriteStartObject();
                json.WriteString("id", technique.Id);
                json.WriteString("name", technique.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("findings", step.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Entities(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartArray("entities");
        foreach (var involved in incident.Entities)
        {
            json.WriteStartObject();
            json.WriteString("kind", involved.Entity.Kind.ToString().ToLowerInvariant());
            json.WriteString("value", involved.Entity.Value);
            Strings(json, "roles", involved.Roles);
            json.WriteNumber("findings", involved.Findings);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Timeline(Utf8JsonWriter json, Incident incident)
    {
        json.WriteStartArray("timeline");
        foreach (var entry in incident.Timeline)
        {
            json.WriteStartObject();
            JsonLinesReport.WriteTime(json, "time", entry.Finding.Time);
            JsonLinesReport.WriteTime(json, "last", entry.Last);
            json.WriteNumber("count", entry.Count);
            json.WriteString("host", entry.Host);
            json.WriteString("level", LevelNames.Of(entry.Finding.Rule.Level));
            json.WriteString("rule", entry.Finding.Rule.Title);
            json.WriteString("detail", entry.Detail);
            json.WriteString("finding", entry.Finding.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void Process(Utf8JsonWriter json, ProcessNode node, int depth)
    {
        json.WriteStartObject();
        json.WriteString("image", node.Image);
        json.WriteString("command_line", node.CommandLine);
        json.WriteString("user", node.User);
        json.WriteString("host", node.Host);
        json.WriteStartArray("findings");
        foreach (var finding in node.Findings) json.WriteStringValue(finding.Id);
        json.WriteEndArray();
        json.WriteStartArray("children");
        if (depth < Deepest)
            foreach (var child in node.Children) Process(json, child, depth + 1);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
