using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Attack;
using Hoplite.Incidents.Grouping;
using Hoplite.Incidents.Scanning;
using Hoplite.Telemetry.Entities;

namespace Hoplite.Incidents.Reports.Stix;

/// <summary>Incidents as a STIX 2.1 bundle: what was observed, which techniques it shows, and how it belongs together.</summary>
static class StixReport
{
    static readonly string Producer = StixIds.Object("identity", "hoplite");

    // What always says the same always has the same times: two bundles must not call one version of an object two (STIX 2.1 §3.6).
    static readonly DateTimeOffset Always = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the bundle.</summary>
    public static void Write(ScanReport report, Stream target)
    {
        using (var json = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default, Indented = true }))
        {
            var bundle = new Bundle(json, report.Incidents.Select(i => i.First).Min() ?? DateTimeOffset.UnixEpoch);
            json.WriteStartObject();
            json.WriteString("type", "bundle");
            json.WriteString("id", StixIds.Object("bundle", string.Join('\n', report.Incidents.Select(i => i.Id))));
            json.WriteStartArray("objects");
            bundle.Identity(Producer, "Hoplite");
            foreach (var incident in report.Incidents) bundle.Incident(incident);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        target.WriteByte((byte)'\n');
    }

    /// <summary>The objects written so far; each is written once.</summary>
    sealed class Bundle(Utf8JsonWriter json, DateTimeOffset start)
    {
        readonly HashSet<string> _written = new(StringComparer.Ordinal);

        public void Incident(Incident incident)
        {
            var (first, last) = (incident.First ?? start, incident.Last ?? incident.First ?? start);
            var parts = new List<string>();
            foreach (var root in incident.Processes) Process(root, null, parts);
            foreach (var entry in incident.Timeline) Entry(entry, first, parts);
            var id = StixIds.Object("incident", incident.Id.ToString());
            Domain("incident", id, first, last, () =>
            {
                json.WriteString("name", incident.Title);
                json.WriteString("description", incident.Triage.Summary);
                json.WriteNumber("confidence", incident.Confidence);
                Strings("labels", ["severity:" + LevelNames.Of(incident.Severity)]);
            });
            Domain("grouping", StixIds.Object("grouping", incident.Id.ToString()), first, last, () =>
            {
                json.WriteString("name", incident.Title);
                json.WriteString("context", "suspicious-activity");
                Strings("object_refs", [id, .. parts.Distinct(StringComparer.Ordinal)]);
            });
        }

        public void Identity(string id, string name) => Domain("identity", id, Always, Always, () =>
        {
            json.WriteString("name", name);
            json.WriteString("identity_class", "system");
        });

        void Entry(TimelineEntry entry, DateTimeOffset start, List<string> parts)
        {
            var (first, last) = (entry.Finding.Time ?? start, entry.Last ?? entry.Finding.Time ?? start);
            if (last < first) last = first;
            var facts = new FindingFacts(entry.Finding);
            var observables = facts.Mentions.Select(m => StixObservable.Of(m.Entity)).OfType<StixObservable>().DistinctBy(o => o.Id).ToArray();
            foreach (var observable in observables) Observable(observable, parts);

            string? observed = null;
            if (observables.Length > 0)
            {
                observed = StixIds.Object("observed-data", entry.Finding.Id.ToString());
                Domain("observed-data", observed, first, last, () =>
                {
                    json.WriteString("first_observed", Time(first));
                    json.WriteString("last_observed", Time(last));
                    json.WriteNumber("number_observed", Math.Min(entry.Count, 999_999_999));
                    Strings("object_refs", [.. observables.Select(o => o.Id)]);
                });
                parts.Add(observed);
            }

            foreach (var technique in entry.Finding.Rule.Tags.Select(AttackTable.TechniqueOf).OfType<Technique>().DistinctBy(t => t.Id))
                Sighting(entry, technique, observed, facts.Host, first, last, parts);
        }

        void Sighting(TimelineEntry entry, Technique technique, string? observed, string? host, DateTimeOffset first, DateTimeOffset last, List<string> parts)
        {
            var pattern = StixIds.Object("attack-pattern", technique.Id);
            Domain("attack-pattern", pattern, Always, Always, () =>
            {
                json.WriteString("name", technique.Name);
                json.WriteStartArray("external_references");
                json.WriteStartObject();
                json.WriteString("source_name", "mitre-attack");
                json.WriteString("external_id", technique.Id);
                json.WriteEndObject();
                json.WriteEndArray();
            });
            parts.Add(pattern);

            var place = host is null ? null : StixIds.Object("identity", "host " + host);
            if (place is not null)
            {
                Identity(place, host!);
                parts.Add(place);
            }

            var sighting = StixIds.Object("sighting", entry.Finding.Id + technique.Id);
            Domain("sighting", sighting, first, last, () =>
            {
                json.WriteString("description", entry.Finding.Rule.Title);
                json.WriteString("first_seen", Time(first));
                json.WriteString("last_seen", Time(last));
                json.WriteNumber("count", Math.Min(entry.Count, 999_999_999));
                json.WriteString("sighting_of_ref", pattern);
                if (observed is not null) Strings("observed_data_refs", [observed]);
                if (place is not null) Strings("where_sighted_refs", [place]);
            });
            parts.Add(sighting);
        }

        void Process(ProcessNode node, string? parent, List<string> parts)
        {
            Observable(StixObservable.Of(new Entity(EntityKind.Process, node.Image))!, parts);
            var process = StixObservable.Process(node, parent);
            Observable(process, parts);
            foreach (var child in node.Children) Process(child, process.Id, parts);
        }

        void Observable(StixObservable observable, List<string> parts)
        {
            parts.Add(observable.Id);
            if (!_written.Add(observable.Id)) return;
            json.WriteStartObject();
            json.WriteString("type", observable.Id[..observable.Id.IndexOf("--", StringComparison.Ordinal)]);
            json.WriteString("spec_version", "2.1");
            json.WriteString("id", observable.Id);
            observable.Write(json);
            json.WriteEndObject();
        }

        void Domain(string type, string id, DateTimeOffset created, DateTimeOffset modified, Action properties)
        {
            if (!_written.Add(id)) return;
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("spec_version", "2.1");
            json.WriteString("id", id);
            json.WriteString("created", Time(created));
            json.WriteString("modified", Time(modified));
            if (id != Producer) json.WriteString("created_by_ref", Producer);
            properties();
            json.WriteEndObject();
        }

        void Strings(string name, IReadOnlyList<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values) json.WriteStringValue(value);
            json.WriteEndArray();
        }

        static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
