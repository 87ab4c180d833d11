using System.Text.Json;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Reports.Stix;
using Hoplite.Telemetry.Entities;
using Hoplite.Tests;

namespace Hoplite.Incidents.Tests.Reports;

public class MachineReportTests
{
    const string Hostile = "<b>\"\u001b[0m\u202e\\\ud800 %2e../";

    [Theory]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Stix)]
    public void Hostile_text_leaves_the_document_well_formed(ReportFormat format)
    {
        using var document = JsonDocument.Parse(Scans.Write(Scans.Full(Hostile), format));
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void The_json_report_holds_incidents_findings_and_what_is_not_known()
    {
        using var document = JsonDocument.Parse(Scans.Write(Scans.Full("x"), ReportFormat.Json));
        var root = document.RootElement;
        var incident = Assert.Single(root.GetProperty("incidents").EnumerateArray());
        Assert.Equal(3, root.GetProperty("findings").GetArrayLength());
        Assert.All(root.GetProperty("findings").EnumerateArray(), f => Assert.Equal(incident.GetProperty("id").GetString(), f.GetProperty("incident").GetString()));
        Assert.Equal("T1059.001", incident.GetProperty("chain")[0].GetProperty("techniques")[0].GetProperty("id").GetString());
        Assert.Equal(17, root.GetProperty("could_not_read")[0].GetProperty("offset").GetInt64());
        Assert.Equal(2, root.GetProperty("could_not_read_more").GetInt64());
        Assert.Equal(7, root.GetProperty("only_counted")[0].GetProperty("count").GetInt64());
    }

    [Fact]
    public void Sarif_results_name_their_rule_and_the_bytes_they_rest_on()
    {
        using var document = JsonDocument.Parse(Scans.Write(Scans.Full("a b"), ReportFormat.Sarif));
        Assert.Equal("2.1.0", document.RootElement.GetProperty("version").GetString());
        var run = Assert.Single(document.RootElement.GetProperty("runs").EnumerateArray());
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            Assert.Equal(rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
            Assert.Equal("error", result.GetProperty("level").GetString());
            var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
            Assert.Equal("file:///evidence/a%20b", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
            Assert.Equal(7, place.GetProperty("region").GetProperty("byteLength").GetInt32());
        }

        Assert.Contains("could not read", run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("T1059.001", run.GetProperty("taxonomies")[0].GetProperty("taxa")[0].GetProperty("id").GetString());
    }

    [Fact]
    public void Evidence_makes_no_link_and_names_no_argument_in_a_sarif_message()
    {
        using var document = JsonDocument.Parse(Scans.Write(Scans.Full("[look here](https://example.org/{0})"), ReportFormat.Sarif));
        var results = document.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(r => r.GetProperty("message").GetProperty("text").GetString()!);
        Assert.All(results, text =>
        {
            Assert.Contains("[look here] (https://example.org/{{0}})", text, StringComparison.Ordinal);
            Assert.DoesNotContain("](", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void What_two_bundles_say_of_a_technique_is_the_same_version()
    {
        static string Technique(double minutes)
        {
            var finding = Findings.Of("r", Detection.Sigma.Level.High, minutes, "WS1", ["attack.t1059.001"], ("CommandLine", "x"));
            using var document = JsonDocument.Parse(Scans.Write(ReportFormatTests.Of([finding]), ReportFormat.Stix));
            return document.RootElement.GetProperty("objects").EnumerateArray().Single(o => o.GetProperty("type").GetString() == "attack-pattern").GetRawText();
        }

        Assert.Equal(Technique(0), Technique(5000));
    }

    [Fact]
    public void Every_reference_in_the_stix_bundle_leads_to_an_object_in_it_that_is_there_once()
    {
        using var document = JsonDocument.Parse(Scans.Write(Scans.Full("x"), ReportFormat.Stix));
        var objects = document.RootElement.GetProperty("objects").EnumerateArray().ToArray();
        var ids = objects.Select(o => o.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        foreach (var property in objects.SelectMany(o => o.EnumerateObject()))
        {
            if (property.Name.EndsWith("_ref", StringComparison.Ordinal)) Assert.Contains(property.Value.GetString()!, ids);
            if (property.Name.EndsWith("_refs", StringComparison.Ordinal)) Assert.All(property.Value.EnumerateArray(), r => Assert.Contains(r.GetString()!, ids));
        }

        Assert.Superset(new HashSet<string> { "identity", "incident", "grouping", "observed-data", "attack-pattern", "sighting", "ipv4-addr", "domain-name", "file", "process", "user-account" }, objects.Select(o => o.GetProperty("type").GetString()!).ToHashSet());
        Assert.All(objects, o => Assert.Matches("^[a-z0-9-]+--[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", o.GetProperty("id").GetString()!));
    }

    [Fact]
    public void Observables_have_the_ids_that_the_reference_implementation_gives_them()
    {
        var path = SharedData.Require("stix/cases/stix21_deterministic_ids.json");
        using var cases = JsonDocument.Parse(File.ReadAllBytes(path));
        var list = cases.RootElement.ValueKind == JsonValueKind.Array ? cases.RootElement : cases.RootElement.GetProperty("cases");
        var compared = 0;
        foreach (var test in list.EnumerateArray())
        {
            if (Entity(test.GetProperty("object")) is not { } entity) continue;
            Assert.Equal(test.GetProperty("id").GetString(), StixObservable.Of(entity)!.Id);
            compared++;
        }

        Assert.True(compared >= 40);
    }

    // Only objects that hold nothing beyond what an entity says.
    static Entity? Entity(JsonElement o)
    {
        var properties = o.EnumerateObject().Where(p => p.Name is not ("type" or "spec_version" or "id")).ToArray();
        return (o.GetProperty("type").GetString(), properties) switch
        {
            ("ipv4-addr" or "ipv6-addr", [{ Name: "value" } p]) when System.Net.IPAddress.TryParse(p.Value.GetString(), out _) => new(EntityKind.Address, p.Value.GetString()!),
            ("domain-name", [{ Name: "value" } p]) => new(EntityKind.Domain, p.Value.GetString()!),
            ("user-account", [{ Name: "account_login" } p]) => new(EntityKind.User, p.Value.GetString()!),
            ("file", [{ Name: "name" } p]) => new(EntityKind.File, p.Value.GetString()!),
            ("windows-registry-key", [{ Name: "key" } p]) => new(EntityKind.Registry, p.Value.GetString()!),
            _ => null,
        };
    }
}
