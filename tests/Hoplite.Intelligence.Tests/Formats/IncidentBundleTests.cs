using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Detection;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents;
using Hoplite.Incidents.Attack;
using Hoplite.Intelligence.Communities;
using Hoplite.Intelligence.Formats.Incidents;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Reading;
using Hoplite.Intelligence.Stix.Validation;
using Hoplite.Intelligence.Trusting;
using Hoplite.Telemetry;
using Hoplite.Telemetry.Entities;
using Incident = Hoplite.Incidents.Incident;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class IncidentBundleTests
{
    const string Playbook = """{"type":"playbook","spec_version":"cacao-2.0","id":"playbook--5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","name":"Block it","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","playbook_types":["mitigation"],"workflow":{}}""";

    static readonly DateTimeOffset First = new(2026, 3, 2, 8, 0, 30, TimeSpan.Zero);

    static readonly string[] Secrets = ["ws-front02", "corp.acme-own.test", "acme-own", "mueller", "10.1.2.3", "192.168.7.7", "secret", "token", "powershell -enc", "update.microsoft.com", "fileserver"];

    static Incident Sample()
    {
        var info = new RuleInfo("r", "A rule", null, Level.High, "test", null, "words", ["attack.t1059.001"], [], "r.yml");
        KeyValuePair<string, string?>[] fields = [new("Computer", "ws-front02.corp.acme-own.example"), new("User", "ACME\\mueller"), new("CommandLine", "powershell -enc secret")];
        var record = new EventRecord(new EvidenceSource("log.json"), 1, -1, First, new LogSource("windows"), fields, "raw"u8.ToArray());
        var finding = new Finding(Guid.CreateVersion7(First), info, record, [new MatchedField("url", "http://user:secret@bad-site.example/gate.php?token=secret"), new MatchedField("CommandLine", "powershell -enc secret")]);
        InvolvedEntity[] entities = [.. new (EntityKind, string)[]
        {
            (EntityKind.Host, "ws-front02"), (EntityKind.User, "mueller"), (EntityKind.Address, "10.1.2.3"), (EntityKind.Address, "192.168.7.7"), (EntityKind.Address, "45.155.205.233"), (EntityKind.Address, "8.8.8.8"), (EntityKind.Address, "45.155.205.9"),
            (EntityKind.Domain, "bad-site.example"), (EntityKind.Domain, "fileserver.corp.acme-own.example"), (EntityKind.Domain, "printer.local"), (EntityKind.Domain, "update.microsoft.com"), (EntityKind.Hash, new string('a', 64)), (EntityKind.File, "secret.txt"),
        }.Select(e => new InvolvedEntity(new Entity(e.Item1, e.Item2), ["object"], 3))];
        var technique = AttackTable.Techniques["T1059.001"];
        return new Incident(new Guid("019cad5f-0000-7000-8000-000000000001"), "mueller ran secret", Level.High, 80, First, First.AddHours(1), [finding], [], entities,
            [new AttackStep(AttackTable.TacticNamed("execution")!, [technique], 1)], [], new TriageNote("mueller ran secret", [], [], [], []));
    }

    static IncidentBundleOptions Options => new() { IsOwn = n => n == Named.Of(NamedKind.Address, "45.155.205.9"), Playbooks = [new SharedPlaybook(Playbook, IsPublic: true)], Tlp = Tlp.Amber, Group = "g1" };

    [Fact]
    public void Only_what_is_the_attackers_goes_out()
    {
        var objects = IncidentBundle.Objects(Sample(), Options);
        Assert.Equal(
            ["[domain-name:value = 'bad-site.example']", $"[file:hashes.'SHA-256' = '{new string('a', 64)}']", "[ipv4-addr:value = '45.155.205.233']", "[url:value = 'http://bad-site.example/gate.php']"],
            objects.Where(o => o.Type == "indicator").Select(o => o.Text("pattern")!).Order(StringComparer.Ordinal));
        var text = Encoding.UTF8.GetString(IncidentBundle.Write(Sample(), Options with { Playbooks = [] }));
        foreach (var secret in Secrets) Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void It_is_valid_marked_whole_and_the_same_every_time()
    {
        var objects = IncidentBundle.Objects(Sample(), Options);
        Assert.Empty(StixValidator.Validate(StixBuilder.Bundle(objects)).Errors);
        Assert.Equal(objects.Select(o => Convert.ToHexString(o.Utf8.Span)), IncidentBundle.Objects(Sample(), Options).Select(o => Convert.ToHexString(o.Utf8.Span)));
        foreach (var type in new[] { "identity", "attack-pattern", "indicator", "sighting", "relationship", "grouping", "course-of-action", "marking-definition" }) Assert.Contains(objects, o => o.Type == type);
        Assert.All(objects.Where(o => o.Type is not ("identity" or "marking-definition")), o => Assert.Equal(TlpMarkings.Id(Tlp.Amber), Assert.Single(o.ObjectMarkingRefs)));
        var ids = objects.Select(o => o.Id).ToHashSet(StringComparer.Ordinal);
        Assert.All(objects.Where(o => o.Type == "relationship"), r => Assert.True(ids.Contains(r.Text("source_ref")!) && ids.Contains(r.Text("target_ref")!)));
    }

    [Fact]
    public void Every_object_of_it_may_leave_the_house()
    {
        foreach (var one in IncidentBundle.Objects(Sample(), Options))
        {
            var left = Disclosure.Of(one.ToNode());
            Assert.NotNull(left);
            Assert.Null(StixReader.ReadObject(StixObject.From(left!).Utf8).Problem);
        }
    }

    [Fact]
    public void The_playbook_comes_out_as_it_went_in()
    {
        var action = IncidentBundle.Objects(Sample(), Options).Single(o => o.Type == "course-of-action");
        Assert.Equal(Playbook, PlaybookExtension.Read(action));
        Assert.Throws<InvalidDataException>(() => IncidentBundle.Objects(Sample(), Options with { Playbooks = [new SharedPlaybook("[]", IsPublic: false)] }));
    }

    [Fact]
    public void A_later_version_is_newer_to_whoever_holds_the_first()
    {
        var later = IncidentBundle.Objects(Sample() with { Last = First.AddHours(2), Confidence = 90 }, Options).ToDictionary(o => o.Id);
        foreach (var old in IncidentBundle.Objects(Sample(), Options).Where(o => o.Type is "indicator" or "sighting" or "grouping"))
            Assert.Equal(StixVersionChange.Newer, StixVersions.Judge(old, later[old.Id]).Change);
    }

    [Fact]
    public void A_playbook_of_the_house_goes_without_its_addresses_and_stays_when_it_names_a_victim()
    {
        const string Own = """{"type":"playbook","spec_version":"cacao-2.0","id":"playbook--6f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","name":"Ours","playbook_variables":{"__key__":{"type":"string","value":"hunter2"},"__on__":{"type":"bool","value":"false"}},"workflow":{},"agent_definitions":{"ssh--1":{"type":"ssh","name":"edge","address":{"ipv4":["10.9.9.9"]},"authentication_info":"x"}},"authentication_info_definitions":{"x":{"password":"p"}}}""";
        var shared = PlaybookExtension.Read(One(Own)!)!;
        foreach (var secret in new[] { "10.9.9.9", "hunter2", "authentication" }) Assert.DoesNotContain(secret, shared, StringComparison.Ordinal);
        Assert.Contains("edge", shared, StringComparison.Ordinal);
        Assert.Contains("false", shared, StringComparison.Ordinal);
        foreach (var victim in new[] { "WS-FRONT02", "mueller", "10.9.9.9", "fd00::1", Convert.ToBase64String("log on to ws-front02 now"u8) }) Assert.Null(One(Own.Replace("edge", victim, StringComparison.Ordinal)));

        static StixObject? One(string json) => IncidentBundle.Objects(Sample(), Options with { Playbooks = [new SharedPlaybook(json, IsPublic: false)] }).SingleOrDefault(o => o.Type == "course-of-action");
    }

    [Fact]
    public void What_somebody_outside_comes_to_is_of_the_house()
    {
        KeyValuePair<string, string?>[] fields = [new("src_ip", "45.155.205.233"), new("dst_ip", "52.10.20.30"), new("http.hostname", "shop.acme-own.example")];
        var sample = Sample();
        var record = new EventRecord(new EvidenceSource("log.json"), 1, -1, First, new LogSource("web"), fields, "raw"u8.ToArray());
        var reached = new[] { (EntityKind.Address, "52.10.20.30"), (EntityKind.Domain, "shop.acme-own.example") }.Select(e => new InvolvedEntity(new Entity(e.Item1, e.Item2), ["object"], 1));
        var objects = IncidentBundle.Objects(sample with { Findings = [.. sample.Findings, new Finding(Guid.CreateVersion7(First), sample.Findings[0].Rule, record, [])], Entities = [.. sample.Entities, .. reached] }, Options);
        var text = Encoding.UTF8.GetString(StixBuilder.Bundle(objects));
        Assert.Contains("45.155.205.233", text, StringComparison.Ordinal);
        Assert.DoesNotContain("52.10.20.30", text, StringComparison.Ordinal);
        Assert.DoesNotContain("shop.acme-own", text, StringComparison.Ordinal);
        Assert.DoesNotContain("08:00:30", text, StringComparison.Ordinal);
    }
}
