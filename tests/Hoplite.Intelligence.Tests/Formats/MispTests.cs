using System.Text.Json.Nodes;
using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Misp;
using Hoplite.Intelligence.Stix;
using Hoplite.Intelligence.Stix.Markings;
using Hoplite.Intelligence.Stix.Validation;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class MispTests
{
    const string Uuid = "5f3c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f";

    static string Attribute(int number, string type, string value, string more = "") =>
        $$"""{"uuid":"6a0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d{{number:x4}}","type":"{{type}}","category":"Network activity","value":{{JsonValue.Create(value).ToJsonString()}},"to_ids":true,"timestamp":"1767225600"{{more}}}""";

    static string Event(string attributes, string more = "", string timestamp = "1767225600") =>
        $$$"""{"Event":{"uuid":"{{{Uuid}}}","info":"A campaign","date":"2026-01-01","timestamp":"{{{timestamp}}}","Orgc":{"uuid":"7b0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f","name":"ACME"}{{{more}}},"Attribute":[{{{attributes}}}]}}""";

    [Theory]
    [InlineData("ip-dst", "203.0.113.7", "[ipv4-addr:value = '203.0.113.7']")]
    [InlineData("ip-src", "2001:db8::1", "[ipv6-addr:value = '2001:db8::1']")]
    [InlineData("ip-dst", "203.0.113.0/24", "[ipv4-addr:value ISSUBSET '203.0.113.0/24']")]
    [InlineData("ip-dst|port", "203.0.113.7|443", "[network-traffic:dst_ref.value = '203.0.113.7' AND network-traffic:dst_port = 443]")]
    [InlineData("ip-src|port", "203.0.113.7|443", "[network-traffic:src_ref.value = '203.0.113.7' AND network-traffic:src_port = 443]")]
    [InlineData("domain", "bad.example", "[domain-name:value = 'bad.example']")]
    [InlineData("hostname", "www.bad.example", "[domain-name:value = 'www.bad.example']")]
    [InlineData("domain|ip", "bad.example|203.0.113.7", "[domain-name:value = 'bad.example' OR ipv4-addr:value = '203.0.113.7']")]
    [InlineData("url", "http://bad.example/it's", "[url:value = 'http://bad.example/it\\'s']")]
    [InlineData("uri", "/gate.php", "[url:value = '/gate.php']")]
    [InlineData("md5", "CEAD3F77F6CDA6EC00F57D76C9A6879F", "[file:hashes.MD5 = 'cead3f77f6cda6ec00f57d76c9a6879f']")]
    [InlineData("filename|md5", "a|b.exe|cead3f77f6cda6ec00f57d76c9a6879f", "[file:hashes.MD5 = 'cead3f77f6cda6ec00f57d76c9a6879f']")]
    [InlineData("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "[file:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709']")]
    [InlineData("filename", "evil\\.exe", "[file:name = 'evil\\\\.exe']")]
    [InlineData("email-src", "eve@bad.example", "[email-message:from_ref.value = 'eve@bad.example']")]
    [InlineData("email-dst", "eve@bad.example", "[email-message:to_refs[*].value = 'eve@bad.example']")]
    [InlineData("email-subject", "Invoice", "[email-message:subject = 'Invoice']")]
    [InlineData("mutex", "Global\\x", "[mutex:name = 'Global\\\\x']")]
    [InlineData("regkey", "HKLM\\Run", "[windows-registry-key:key = 'HKLM\\\\Run']")]
    [InlineData("regkey|value", "HKLM\\Run|a|b", "[windows-registry-key:key = 'HKLM\\\\Run' AND windows-registry-key:values[*].data = 'a|b']")]
    [InlineData("user-agent", "Evil/1.0", "[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'Evil/1.0']")]
    [InlineData("ja3-fingerprint-md5", "cead3f77f6cda6ec00f57d76c9a6879f", "[network-traffic:x_ja3 = 'cead3f77f6cda6ec00f57d76c9a6879f']")]
    [InlineData("AS", "AS64500", "[autonomous-system:number = 64500]")]
    [InlineData("mac-address", "00:00:5e:00:53:01", "[mac-addr:value = '00:00:5e:00:53:01']")]
    public void An_attribute_for_detection_becomes_a_pattern(string type, string value, string pattern)
    {
        var read = Reading.Of(Event(Attribute(1, type, value)));
        Assert.Empty(read.Refused);
        Assert.Equal(pattern, Assert.Single(read.Patterns()));
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData("tlp:green", "", null)]
    [InlineData("admiralty-scale:information-credibility=\"1\"", "", 90)]
    [InlineData("admiralty-scale:information-credibility=\"6\"", "", null)]
    [InlineData("admiralty-scale:source-reliability=\"b\"|admiralty-scale:information-credibility=\"4\"", "", 30)]
    [InlineData("misp:confidence-level=\"usually-confident\"", "", 75)]
    [InlineData("misp:confidence-level=\"usually-confident\"", "misp:confidence-level=\"unconfident\"", 0)]
    [InlineData("misp:confidence-level=\"unconfident\"", "misp:confidence-level=\"completely-confident\"", 100)]
    [InlineData("estimative-language:likelihood-probability=\"likely\"", "misp:confidence-level=\"confidence-cannot-be-evalued\"", 70)]
    [InlineData("ESTIMATIVE-LANGUAGE:confidence-in-analytic-judgment=\"Low\"", "", 15)]
    public void What_tags_say_of_confidence_is_read_and_those_of_the_attribute_count_first(string ofEvent, string ofAttribute, int? confidence)
    {
        static string Tags(string tags) => $",\"Tag\":[{string.Join(',', tags.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(t => new JsonObject { ["name"] = t }.ToJsonString()))}]";
        var read = Reading.Of(Event(Attribute(1, "domain", "bad.example", Tags(ofAttribute)), Tags(ofEvent)));
        var indicator = read.Objects.Select(o => JsonNode.Parse(o.Span)!).Single(o => (string)o["type"]! == "indicator");
        Assert.Equal(confidence, (int?)indicator["confidence"]);
    }

    [Theory]
    [InlineData("ip-dst", "300.1.1.1")]
    [InlineData("domain", "no domain")]
    [InlineData("md5", "zz")]
    [InlineData("ip-dst|port", "203.0.113.7|99999")]
    [InlineData("domain|ip", "bad.example")]
    [InlineData("stix2-pattern", "[oops")]
    public void A_value_that_is_not_what_its_type_says_is_refused_with_place_and_reason(string type, string value)
    {
        var read = Reading.Of(Event(Attribute(1, type, value) + "," + Attribute(2, "domain", "bad.example")));
        Assert.Equal("Event.Attribute[0]", Assert.Single(read.Refused).Position);
        Assert.Single(read.Patterns());
    }

    [Fact]
    public void Nothing_is_lost_and_what_was_deleted_is_passed_over()
    {
        var read = Reading.Of(Event(string.Join(',', Attribute(1, "comment", "words"), Attribute(2, "domain", "gone.example", ",\"deleted\":true"), Attribute(3, "yara", "rule x { condition: true }"), Attribute(4, "domain", "later.example").Replace("\"to_ids\":true", "\"to_ids\":false", StringComparison.Ordinal))));
        Assert.Equal(["comment: words", "domain: later.example"], read.Objects("note").Select(n => (string)n["content"]!));
        Assert.Equal("yara", (string)Assert.Single(read.Objects("indicator"))["pattern_type"]!);
        Assert.Contains("1 deleted attributes were passed over", read.Notes);
        Assert.Contains("1 attributes of the type comment are kept as notes", read.Notes);
        Assert.Equal(3, Assert.Single(read.Objects("report"))["object_refs"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(",\"Tag\":[{\"name\":\"tlp:amber\"}]", Tlp.Amber)]
    [InlineData(",\"Tag\":[{\"name\":\"tlp:green\"},{\"name\":\"tlp:amber+strict\"}]", Tlp.AmberStrict)]
    [InlineData(",\"Tag\":[{\"name\":\"tlp:purple\"}]", Tlp.Red)]
    [InlineData(",\"distribution\":\"0\"", Tlp.AmberStrict)]
    [InlineData(",\"distribution\":1", Tlp.Amber)]
    [InlineData(",\"distribution\":\"2\",\"Tag\":[{\"name\":\"tlp:white\"}]", Tlp.Green)]
    [InlineData(",\"distribution\":\"4\"", Tlp.Red)]
    [InlineData(",\"distribution\":\"9\"", Tlp.Red)]
    public void Tags_and_distribution_become_the_strictest_marking(string head, Tlp level) =>
        Assert.Equal(TlpMarkings.Id(level), (string)Reading.Of(Event(Attribute(1, "domain", "bad.example"), head)).Objects("indicator")[0]["object_marking_refs"]![0]!);

    [Fact]
    public void A_sharing_group_and_permitted_actions_stay_on_the_indicator()
    {
        var indicator = Reading.Of(Event(Attribute(1, "domain", "bad.example"), ",\"distribution\":\"4\",\"SharingGroup\":{\"uuid\":\"8b0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f\"},\"Tag\":[{\"name\":\"PAP:AMBER\"},{\"name\":\"kind:x\"}]")).Objects("indicator")[0];
        Assert.Equal("8b0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f", (string)indicator["x_hoplite_sharing_group"]!);
        Assert.Equal(["kind:x", "PAP:AMBER"], indicator["labels"]!.AsArray().Select(l => (string)l!));
    }

    [Fact]
    public void A_technique_of_a_galaxy_is_what_the_indicator_indicates()
    {
        var read = Reading.Of(Event(Attribute(1, "domain", "bad.example", ",\"Tag\":[{\"name\":\"misp-galaxy:mitre-attack-pattern=\\\"Spearphishing Link - T1566.002\\\"\"}]")));
        var technique = Assert.Single(read.Objects("attack-pattern"));
        Assert.Equal(("Spearphishing Link", "T1566.002"), ((string)technique["name"]!, (string)technique["external_references"]![0]!["external_id"]!));
        Assert.Equal((string)technique["id"]!, (string)Assert.Single(read.Objects("relationship"))["target_ref"]!);
    }

    [Fact]
    public void Sightings_objections_and_objects_are_taken_over()
    {
        var attribute = Attribute(1, "sha256", new string('a', 64), ",\"Sighting\":[{\"uuid\":\"9b0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f\",\"type\":\"0\",\"date_sighting\":\"1767300000\"},{\"type\":\"1\",\"date_sighting\":\"1767300001\"}]");
        var read = Reading.Of(Event("", ",\"Object\":[{\"name\":\"file\",\"uuid\":\"ab0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d4e5f\",\"timestamp\":\"1767225600\",\"Attribute\":[" + attribute + "]}]"));
        Assert.Empty(read.Refused);
        Assert.Equal("indicator--6a0c1a2e-4c1b-4b6e-9f7e-0a1b2c3d0001", (string)Assert.Single(read.Objects("sighting"))["sighting_of_ref"]!);
        Assert.Equal("strongly-disagree", (string)Assert.Single(read.Objects("opinion"))["opinion"]!);
        Assert.Equal("file", (string)Assert.Single(read.Objects("grouping"))["name"]!);
    }

    [Fact]
    public void Reading_twice_gives_the_same_and_a_newer_event_newer_versions()
    {
        var old = Event(Attribute(1, "domain", "bad.example"));
        var (one, two) = (Reading.Of(old), Reading.Of(old));
        Assert.Equal(one.Objects.Select(o => Convert.ToHexString(o.Span)), two.Objects.Select(o => Convert.ToHexString(o.Span)));
        var newer = Reading.Of(Event(Attribute(1, "domain", "bad.example", ",\"comment\":\"more\"").Replace("1767225600", "1767229999", StringComparison.Ordinal), timestamp: "1767229999"));
        foreach (var type in new[] { "indicator", "report" })
        {
            var verdict = StixVersions.Judge(StixObject.From(one.Objects(type)[0]), StixObject.From(newer.Objects(type)[0]));
            Assert.Equal(StixVersionChange.Newer, verdict.Change);
        }
    }

    [Fact]
    public void Two_attributes_with_one_UUID_are_not_both_taken() =>
        Assert.Contains("same UUID", Assert.Single(Reading.Of(Event(Attribute(1, "domain", "bad.example") + "," + Attribute(1, "domain", "worse.example"))).Refused).Reason, StringComparison.Ordinal);

    [Fact]
    public void What_is_read_is_valid_STIX()
    {
        var read = Reading.Of("{\"response\":[" + Event(Attribute(1, "domain", "bad.example", ",\"Tag\":[{\"name\":\"tlp:amber\"},{\"name\":\"misp-galaxy:threat-actor=\\\"Bear\\\"\"}]") + "," + Attribute(2, "comment", "x")) + "]}");
        Assert.Equal(ImportedKind.MispEvent, read.Kind);
        foreach (var one in read.Objects) Assert.Empty(StixValidator.Validate(one).Errors);
    }

    [Fact]
    public void What_is_written_as_a_feed_is_read_again()
    {
        var read = Reading.Of(Event(Attribute(1, "domain", "bad.example", ",\"Tag\":[{\"name\":\"tlp:amber\"}]") + "," + Attribute(2, "ip-dst|port", "203.0.113.7|443")));
        var folder = Directory.CreateTempSubdirectory("hoplite-misp-");
        try
        {
            MispFeedWriter.Write(folder.FullName, [MispWriter.Event([.. read.Objects.Select(o => StixObject.Read(o))], "Ours", "ACME")]);
            Assert.True(File.Exists(Path.Combine(folder.FullName, "hashes.csv")));
            var again = IntelligenceReader.Read(folder.FullName);
            Assert.Equal(ImportedKind.MispFeed, again.Kind);
            Assert.Empty(again.Refused);
            Assert.Equal(read.Patterns(), again.Patterns());
            Assert.Equal(read.Objects("indicator").Select(i => (string)i["id"]!), again.Objects("indicator").Select(i => (string)i["id"]!));
            Assert.DoesNotContain(again.Notes, n => n.Contains("hashes.csv", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_manifest_cannot_lead_out_of_its_folder()
    {
        var folder = Directory.CreateTempSubdirectory("hoplite-misp-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "manifest.json"), "{\"../../etc/passwd\":{},\"" + Uuid + "\":{}}");
            Assert.Equal(["manifest.json", Uuid + ".json"], IntelligenceReader.Read(folder.FullName).Refused.Select(r => r.Position));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
