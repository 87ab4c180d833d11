using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Intelligence.Stix.Validation;

namespace Hoplite.Intelligence.Tests.Stix;

/// <summary>What the reference validator does beyond the recorded cases: one change to a good object, what is switched off, and the verdict.</summary>
public sealed class ReferenceBehaviour
{
    static readonly Dictionary<string, string> Good = new(StringComparer.Ordinal)
    {
        ["indicator"] = Samples.Indicator().ToJsonString(),
        ["file"] = """{"type":"file","id":"file--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4","spec_version":"2.1","name":"foo.zip","hashes":{"MD5":"B365B9A80A06906FC9B400C06C33FF43"},"mime_type":"application/zip"}""",
        ["attack-pattern"] = """{"type":"attack-pattern","spec_version":"2.1","id":"attack-pattern--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061","created":"2016-02-12T08:17:27.000Z","modified":"2016-02-12T08:17:27.000Z","name":"Spear","external_references":[{"source_name":"capec","external_id":"CAPEC-463"}]}""",
        ["network-traffic"] = """{"type":"network-traffic","id":"network-traffic--280d1c0d-51d1-5ee8-951f-1fb434a38686","src_ref":"ipv4-addr--e42c19c8","src_port":2,"dst_port":80,"protocols":["ipv4","tcp"]}""",
        ["relationship"] = """{"type":"relationship","spec_version":"2.1","id":"relationship--44298a74-ba52-4f0c-87a3-1824e67d7fad","created":"2016-04-06T20:06:37.000Z","modified":"2016-04-06T20:06:37.000Z","source_ref":"indicator--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","target_ref":"malware--31b940d4-6f7f-459a-80ea-9c1f17b5891b","relationship_type":"indicates"}""",
        ["marking-definition"] = """{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da","created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","name":"TLP:GREEN","definition":{"tlp":"green"}}""",
        ["process"] = """{"type":"process","id":"process--ff1e0780-358c-4808-a8c7-d0fca4ef6ef4","pid":314}""",
        ["software"] = """{"type":"software","id":"software--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4","name":"word"}""",
        ["ipv6-addr"] = """{"type":"ipv6-addr","spec_version":"2.1","id":"ipv6-addr--1e61d36c-a16c-53b7-a80f-2a00161c96b1","value":"2001:0db8::1"}""",
        ["ipv4-addr"] = """{"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd","value":"198.51.100.3"}""",
        ["email-addr"] = """{"type":"email-addr","id":"email-addr--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4","value":"jdoe@example.com"}""",
        ["url"] = """{"type":"url","id":"url--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4","value":"http://www.example.com/file.txt"}""",
        ["artifact"] = """{"type":"artifact","id":"artifact--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4","url":"http://www.example.com/file.txt","hashes":{"MD5":"B4D33B0C7306351B9ED96578465C5579"},"mime_type":"text/plain"}""",
        ["location"] = """{"type":"location","spec_version":"2.1","id":"location--a6e9345f-5a15-4c29-8bb3-7dcc5d168d64","created":"2016-04-06T20:03:00.000Z","modified":"2016-04-06T20:03:00.000Z","region":"south-eastern-asia","country":"th"}""",
        ["windows-registry-key"] = """{"type":"windows-registry-key","id":"windows-registry-key--ff1e0780-358c-5808-a8c7-d0fca4ef6ef4","key":"hkey_local_machine\\system\\bar","values":[{"name":"Foo","data":"q","data_type":"REG_SZ"}]}""",
        ["extension-definition"] = """{"id":"extension-definition--04b2d3ef-d061-4912-ab77-6bbe807a5bd5","type":"extension-definition","spec_version":"2.1","name":"New","description":"It","created":"2014-02-20T09:16:08.989000Z","modified":"2014-02-20T09:16:08.989000Z","created_by_ref":"identity--11b76a96-5d2b-45e0-8a5a-f6994f370731","schema":"https://www.example.com/v1/","version":"1.2.1","extension_types":["new-sdo"]}""",
        ["x-example-com-customobject"] = """{"type":"x-example-com-customobject","spec_version":"2.1","id":"x-example-com-customobject--4527e5de-8572-446a-a57a-706f15467461","created":"2021-02-20T09:16:08.989000Z","modified":"2021-02-20T09:16:08.989000Z","some_custom_stuff":14,"extensions":{"extension-definition--1bba6c39-7ac1-40a2-819a-f33f8ea81a25":{"extension_type":"new-sdo"}}}""",
        ["malware-analysis"] = """{"type":"malware-analysis","spec_version":"2.1","id":"malware-analysis--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","created":"2016-04-06T20:03:48.000Z","modified":"2016-04-06T20:03:48.000Z","product":"test-product","version":"1.3.1","result":"malicious"}""",
        ["language-content"] = """{"type":"language-content","id":"language-content--fa8daccd-4df2-4e83-93a4-e1990a2355c2","spec_version":"2.1","created":"2018-02-08T21:31:22.007Z","modified":"2018-02-08T21:31:22.007Z","object_ref":"identity--2d1c6ab3-5e4e-48ac-a32b-f0c01c2836a8","contents":{"es":{"identity_class":"organización"}}}""",
        ["bundle"] = """{"type":"bundle","id":"bundle--44af6c39-c09b-49c5-9de2-394224b04982","objects":[{"type":"identity","spec_version":"2.1","id":"identity--8ae20dde-83d4-4218-88fd-41ef0dabf9d1","created":"2016-08-22T14:09:00.123Z","modified":"2016-08-22T14:09:00.123Z","name":"mitre.org","identity_class":"organization"}]}""",
    };

    public static TheoryData<string> Types => [.. Good.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_good_object_passes_the_strict_rules(string type) => Assert.Equal("", Errors(Samples.Node(Good[type]), ""));

    [Theory]
    [InlineData("indicator", "lang", "\"foo\"", "", false)]
    [InlineData("indicator", "lang", "\"en\"", "", true)]
    [InlineData("indicator", "my_new_property!", "\"a\"", "", false)]
    [InlineData("indicator", "mp", "\"a\"", "", false)]
    [InlineData("indicator", "my_new_property", "[]", "", false)]
    [InlineData("indicator", "severity", "\"a\"", "", false)]
    [InlineData("indicator", "usernames", "\"a\"", "", false)]
    [InlineData("indicator", "indicator_types", "[\"suspicious\"]", "", false)]
    [InlineData("indicator", "indicator_types", "[\"suspicious\"]", "indicator-types", true)]
    [InlineData("indicator", "pattern", "\"[ab:yz = 'x']\"", "", false)]
    [InlineData("indicator", "pattern", "\"[foo:name = 'x']\"", "", true)]
    [InlineData("indicator", "pattern", "\"[foo:name = 'x']\"", "extensions-use", false)]
    [InlineData("indicator", "pattern", "\"[foo:name = 'x']\"", "custom-prefix,custom-prefix-lax,extensions-use", true)]
    [InlineData("indicator", "pattern", "\"[foo:name = 'x']\"", "custom-prefix,extensions-use", false)]
    [InlineData("indicator", "pattern", "\"[file:n = 'x']\"", "", false)]
    [InlineData("indicator", "pattern", "\"[file:foo = 'x']\"", "", true)]
    [InlineData("indicator", "pattern", "\"[file:x_x_name = 'x']\"", "extensions-use", true)]
    [InlineData("indicator", "pattern", "\"[windows-registry-key:values[*].data='bad']\"", "", true)]
    [InlineData("indicator", "pattern", "\"[windows-registry-key:key LIKE 'HKEY_LOCAL_MACHINE\\\\\\\\Foo%']\"", "", true)]
    [InlineData("indicator", "pattern", "\"[x-foo-bar:bizz MATCHES 'buzz']\"", "", true)]
    [InlineData("indicator", "pattern_type", "\"zeek\"", "", false)]
    [InlineData("indicator", "pattern_type", "\"zeek\"", "245", true)]
    [InlineData("indicator", "valid_until", "\"2026-04-06T20:03:48.000Z\"", "", false)]
    [InlineData("indicator", "created", "\"2026-04-06T20:03:48Z\"", "", false)]
    [InlineData("attack-pattern", "x-something", "\"v\"", "", false)]
    [InlineData("attack-pattern", "x_something", "\"v\"", "", false)]
    [InlineData("attack-pattern", "x_something", "\"v\"", "custom-prefix", false)]
    [InlineData("attack-pattern", "x_something", "\"v\"", "extensions-use,custom-prefix", true)]
    [InlineData("attack-pattern", "x_something", "\"v\"", "extensions-use,custom-prefix-lax", false)]
    [InlineData("attack-pattern", "x_source_something", "\"v\"", "extensions-use", true)]
    [InlineData("attack-pattern", "external_references", "[{\"source_name\":\"capec\",\"external_id\":\"CAPEC-abc\"}]", "", false)]
    [InlineData("attack-pattern", "external_references", "[{\"source_name\":\"CVE\",\"external_id\":\"CVE-2016-1234\"}]", "", false)]
    [InlineData("attack-pattern", "external_references", "[{\"source_name\":\"veris\",\"url\":\"https://a.example/\"}]", "", false)]
    [InlineData("attack-pattern", "external_references", "[{\"source_name\":\"veris\",\"url\":\"https://a.example/\"}]", "extref-hashes", true)]
    [InlineData("attack-pattern", "external_references", "[{\"source_name\":\"veris\"}]", "", false)]
    [InlineData("file", "x_s_dicts", "{\"FOOBAR\":{\"foo\":\"bar\"}}", "extensions-use", false)]
    [InlineData("file", "x_s_dicts", "{\"FOOBAR\":{\"foo\":\"bar\"}}", "observable-dictionary-keys,extensions-use", true)]
    [InlineData("file", "x_foo_something", "\"v\"", "", false)]
    [InlineData("file", "extensions", "{\"foobar-ext\":{\"foo\":\"bar\"}}", "custom-prefix,custom-prefix-lax,extensions-use", true)]
    [InlineData("file", "extensions", "{\"foobar-ext\":{\"foo\":\"bar\"}}", "custom-prefix,extensions-use", false)]
    [InlineData("file", "extensions", "{\"x-foobar\":{\"foo\":\"bar\"}}", "custom-prefix,extensions-use", false)]
    [InlineData("file", "extensions", "{\"x-foobar-ext\":{\"foo\":\"bar\"}}", "extensions-use", false)]
    [InlineData("file", "extensions", "{\"x-foobar-ext\":{\"foo\":\"bar\"}}", "custom-prefix,extensions-use", true)]
    [InlineData("file", "extensions", "{\"x-foo-bar-ext\":{\"foo\":\"bar\"}}", "", false)]
    [InlineData("file", "extensions", "{\"x-foo-bar-ext\":{\"foo\":\"bar\"}}", "extensions-use", true)]
    [InlineData("file", "extensions", "\"example\"", "", false)]
    [InlineData("file", "extensions", "{\"windows-pebinary-ext\":{\"pe_type\":\"elf\",\"machine_hex\":\"014c\"}}", "", false)]
    [InlineData("file", "extensions", "{\"windows-pebinary-ext\":{\"pe_type\":\"elf\",\"machine_hex\":\"014c\"}}", "243", true)]
    [InlineData("file", "extensions", "{\"windows-pebinary-ext\":{\"pe_type\":\"dll\",\"time_date_stamp\":\"2016-11-31T08:17:27Z\"}}", "", false)]
    [InlineData("file", "extensions", "{\"pdf-ext\":{\"version\":\"1.7\",\"document_info_dict\":{\"Title\":\"S\",\"foo\":\"bar\"}}}", "", false)]
    [InlineData("file", "extensions", "{\"pdf-ext\":{\"version\":\"1.7\",\"document_info_dict\":{\"Title\":\"S\",\"foo\":\"bar\"}}}", "pdf-doc-info", true)]
    [InlineData("file", "hashes", "{\"something\":\"foobar\"}", "", false)]
    [InlineData("file", "hashes", "{\"something\":\"foobar\"}", "hash-algo", true)]
    [InlineData("file", "hashes", "{\"MD\":\"8D98\"}", "", false)]
    [InlineData("file", "hashes", "{\"abcdefghijklmnopqrstuvwxyz0123456789\":\"8D98\"}", "hash-length,hash-algo", true)]
    [InlineData("file", "action", "true", "", false)]
    [InlineData("file", "id", "\"file--ff1e0780-358c-4808-a8c7-d0fca4ef6ef4\"", "", false)]
    [InlineData("file", "id", "\"file--ff1e0780-358c-4808-a8c7-d0fca4ef6ef4\"", "uuid-check", true)]
    [InlineData("network-traffic", "protocols", "[\"tcp\",\"foo_bar\"]", "", false)]
    [InlineData("network-traffic", "protocols", "[\"tcp\",\"https\"]", "", true)]
    [InlineData("network-traffic", "ipfix", "{\"minimumIpTotalLength\":32,\"Foo\":\"bar\"}", "", false)]
    [InlineData("network-traffic", "ipfix", "{\"minimumIpTotalLength\":32,\"Foo\":\"bar\"}", "ipfix", true)]
    [InlineData("network-traffic", "extensions", "{\"http-request-ext\":{\"request_method\":\"get\",\"request_value\":\"/\",\"request_header\":{\"Host\":[\"a\"],\"x-foobar\":[\"b\"]}}}", "", false)]
    [InlineData("network-traffic", "extensions", "{\"http-request-ext\":{\"request_method\":\"get\",\"request_value\":\"/\",\"request_header\":{\"Host\":[\"a\"],\"x-foobar\":[\"b\"]}}}", "http-request-headers", true)]
    [InlineData("network-traffic", "extensions", "{\"socket-ext\":{\"address_family\":\"AF_INET\",\"options\":{\"SO_TEST\":1000}}}", "", false)]
    [InlineData("network-traffic", "extensions", "{\"socket-ext\":{\"address_family\":\"AF_INET\",\"options\":{\"SO_TEST\":1000}}}", "socket-options", true)]
    [InlineData("network-traffic", "src_ref", null, "", false)]
    [InlineData("relationship", "relationship_type", "\"SOMETHING\"", "", false)]
    [InlineData("relationship", "source_ref", "\"sighting--31b940d4-6f7f-459a-80ea-9c1f17b5891b\"", "", false)]
    [InlineData("relationship", "source_ref", "\"identity--31b940d4-6f7f-459a-80ea-9c1f17b5891b\"", "", false)]
    [InlineData("relationship", "source_ref", "\"identity--31b940d4-6f7f-459a-80ea-9c1f17b5891b\"", "202", true)]
    [InlineData("relationship", "relationship_type", "\"related-to\"", "", true)]
    [InlineData("relationship", "target_ref", "\"report--31b940d4-6f7f-459a-80ea-9c1f17b5891b\"", "", false)]
    [InlineData("marking-definition", "definition_type", "\"something\"", "", false)]
    [InlineData("marking-definition", "definition_type", "\"something\"", "extensions-use", false)]
    [InlineData("marking-definition", "definition_type", "\"something\"", "marking-definition-type,extensions-use", true)]
    [InlineData("marking-definition", "definition", "{\"tlp\":21}", "", false)]
    [InlineData("marking-definition", "object_marking_refs", "[\"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da\"]", "", false)]
    [InlineData("marking-definition", "granular_markings", "[{\"marking_ref\":\"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da\",\"selectors\":[\"created\"]}]", "", false)]
    [InlineData("marking-definition", "granular_markings", "[{\"marking_ref\":\"indicator--3478bf48-9af2-4afa-9fc5-7075f6af04af\",\"selectors\":[\"created\"]}]", "", false)]
    [InlineData("marking-definition", "granular_markings", "[{\"marking_ref\":\"marking-definition--4478bf48-9af2-4afa-9fc5-7075f6af04af\",\"selectors\":[\"id\"]}]", "", true)]
    [InlineData("process", "extensions", "{\"windows-process-ext\":{\"priority\":\"HIGH_PRIORITY\"}}", "", false)]
    [InlineData("process", "extensions", "{\"windows-process-ext\":{\"priority\":\"HIGH_PRIORITY_CLASS\"}}", "", true)]
    [InlineData("software", "languages", "[\"bbb\"]", "", false)]
    [InlineData("software", "languages", "[\"eng\"]", "", true)]
    [InlineData("software", "cpe", "\"invalid\"", "", false)]
    [InlineData("software", "cpe", "\"cpe:2.3:a:microsoft:word:2000:*:*:*:*:*:*:*\"", "", true)]
    [InlineData("ipv6-addr", "value", "\"fe80::1/128\"", "", true)]
    [InlineData("ipv6-addr", "value", "\"fe80::1/129\"", "", false)]
    [InlineData("ipv6-addr", "value", "\"fe80::1/03\"", "", false)]
    [InlineData("ipv4-addr", "value", "\"192.168.0.1/0\"", "", true)]
    [InlineData("ipv4-addr", "value", "\"192.168.0.1/01\"", "", false)]
    [InlineData("ipv4-addr", "value", "\"999.999.999.999\"", "", false)]
    [InlineData("email-addr", "value", "\"John Doe <jdoe@example.com>\"", "", false)]
    [InlineData("url", "value", "\"foo\"", "", false)]
    [InlineData("artifact", "mime_type", "\"bla/blabla\"", "", false)]
    [InlineData("artifact", "url", null, "", false)]
    [InlineData("location", "country", "\"xx\"", "", false)]
    [InlineData("location", "country", "\"xx\"", "countries", true)]
    [InlineData("location", "latitude", "48.8", "", false)]
    [InlineData("windows-registry-key", "key", "\"HKLM\\\\system\"", "", false)]
    [InlineData("windows-registry-key", "values", "[{\"name\":\"Foo\",\"x_foo\":\"b\"}]", "extensions-use,custom-prefix", true)]
    [InlineData("windows-registry-key", "values", "[{\"name\":\"Foo\",\"foo\":\"b\"}]", "extensions-use,custom-prefix", false)]
    [InlineData("extension-definition", "extension_properties", "[\"something\"]", "", false)]
    [InlineData("extension-definition", "extension_types", "[\"toplevel-property-extension\"]", "", false)]
    [InlineData("extension-definition", "extension_types", "[\"toplevel-property-extension\"]", "extension-properties", true)]
    [InlineData("extension-definition", "description", null, "", false)]
    [InlineData("extension-definition", "description", null, "extension-description", true)]
    [InlineData("x-example-com-customobject", "created", "\"2021-02-30T09:16:08.989000Z\"", "", false)]
    [InlineData("x-example-com-customobject", "created", "\"2021-02-20T09:16:08.989123Z\"", "", false)]
    [InlineData("x-example-com-customobject", "modified", null, "", false)]
    [InlineData("x-example-com-customobject", "9ome_custom_stuff", "1", "", false)]
    [InlineData("x-example-com-customobject", "extensions", null, "", false)]
    [InlineData("malware-analysis", "result", "\"bad\"", "", false)]
    [InlineData("malware-analysis", "analysis_sco_refs", "[\"file--1190f2c9-166f-55f1-9706-eea3971d8082\"]", "", true)]
    [InlineData("language-content", "contents", "{\"español\":{\"identity_class\":\"o\"}}", "", false)]
    [InlineData("bundle", "version", "1", "", false)]
    [InlineData("bundle", "id", null, "", false)]
    public void A_change_gets_the_verdict_of_the_reference(string type, string name, string? json, string disabled, bool valid)
    {
        var node = Samples.Node(Good[type]);
        if (json is null) node.Remove(name);
        else node[name] = JsonNode.Parse(json);

        var errors = Errors(node, disabled);

        Assert.True(errors.Length == 0 == valid, errors.Length == 0 ? "nothing was found" : errors);
    }

    static string Errors(JsonObject node, string disabled)
    {
        var options = StixValidationOptions.StrictRules with { Disabled = disabled.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        return string.Join("; ", StixValidator.Validate(JsonSerializer.SerializeToUtf8Bytes(node), options).Errors);
    }
}
