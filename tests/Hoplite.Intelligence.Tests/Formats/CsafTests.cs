using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Csaf;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class CsafMandatoryTests
{
    const string V = "/vulnerabilities/0";
    const string T = "/document/tracking";
    const string History = T + "/revision_history";
    const string Vex = "/document/category=\"csaf_vex\"";

    [Fact]
    public void An_advisory_without_fault_passes_every_test()
    {
        Assert.Empty(Advisory.Failing(Advisory.With()));
        Assert.Empty(Advisory.Failing(Advisory.With(("/document/category", "\"csaf_vex\""))));
        Assert.Empty(Advisory.Failing(Advisory.With(("/document/category", "\"csaf_base\""))));
        Assert.Empty(Advisory.Failing(Advisory.With(("/document/category", "\"Advisory of ACME\""))));
        Assert.Equal(43, CsafTests.Numbers.Count);
    }

    // The fault is a list of changes, "pointer=JSON", with a blank line of two bars between them.
    [Theory]
    [InlineData("6.1.1", V + "/product_status/fixed/-=\"Z\"")]
    [InlineData("6.1.1", V + "/scores/0/products/-=\"Z\"")]
    [InlineData("6.1.1", "/product_tree/product_groups/0/product_ids/-=\"Z\"")]
    [InlineData("6.1.1", "/product_tree/relationships/0/product_reference=\"Z\"")]
    [InlineData("6.1.2", "/product_tree/full_product_names/-={\"product_id\":\"A\",\"name\":\"again\"}")]
    [InlineData("6.1.3", "/product_tree/relationships/0/relates_to_product_reference=\"A-OS\"")]
    [InlineData("6.1.3", "/product_tree/relationships/0/product_reference=\"X\"||/product_tree/relationships/-={\"product_reference\":\"A-OS\",\"relates_to_product_reference\":\"OS\",\"full_product_name\":{\"product_id\":\"X\",\"name\":\"x\"}}")]
    [InlineData("6.1.4", V + "/remediations/0/group_ids=[\"H\"]")]
    [InlineData("6.1.5", "/product_tree/product_groups/-={\"group_id\":\"G\",\"product_ids\":[\"A\"]}")]
    [InlineData("6.1.6", V + "/product_status/first_affected=[\"A\"]")]
    [InlineData("6.1.6", V + "/product_status/under_investigation=[\"B\"]")]
    [InlineData("6.1.7", V + "/scores/-={\"products\":[\"B\"],\"cvss_v3\":{\"version\":\"3.1\",\"vectorString\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\",\"baseScore\":9.8,\"baseSeverity\":\"CRITICAL\"}}")]
    [InlineData("6.1.8", V + "/scores/0/cvss_v3/baseSeverity")]
    [InlineData("6.1.8", V + "/scores/0/cvss_v3/vectorString=\"CVSS:3.1/AV:N/AC:L\"")]
    [InlineData("6.1.8", V + "/scores/0/cvss_v2/version=\"3.1\"")]
    [InlineData("6.1.9", V + "/scores/0/cvss_v3/baseScore=9.7")]
    [InlineData("6.1.9", V + "/scores/0/cvss_v3/baseSeverity=\"HIGH\"")]
    [InlineData("6.1.9", V + "/scores/0/cvss_v2/baseScore=6.5")]
    [InlineData("6.1.10", V + "/scores/0/cvss_v3/attackVector=\"LOCAL\"")]
    [InlineData("6.1.11", V + "/cwe/name=\"Improper Input Validation\"")]
    [InlineData("6.1.11", V + "/cwe/id=\"CWE-99999\"")]
    [InlineData("6.1.12", "/document/lang=\"EZ\"")]
    [InlineData("6.1.12", "/document/source_lang=\"de-UNKNOWNCOUNTRYNAME\"")]
    [InlineData("6.1.13", "/product_tree/full_product_names/0/product_identification_helper={\"purl\":\"pkg:maven/@1.0\"}")]
    [InlineData("6.1.14", History + "/0/date=\"2026-03-01T00:00:00Z\"||" + T + "/version=\"1\"")]
    [InlineData("6.1.15", "/document/publisher/category=\"translator\"")]
    [InlineData("6.1.16", T + "/version=\"1\"")]
    [InlineData("6.1.17", T + "/version=\"0\"||" + T + "/status=\"interim\"||" + History + "=[]")]
    [InlineData("6.1.18", History + "/0/number=\"0\"||" + History + "/1/number=\"1\"||" + T + "/version=\"1\"")]
    [InlineData("6.1.19", History + "/0/number=\"1.0.0-rc\"||" + History + "/1/number=\"1.0.0\"||" + T + "/version=\"1.0.0\"")]
    [InlineData("6.1.20", T + "/version=\"1.0.0-alpha\"||" + History + "=[]")]
    [InlineData("6.1.21", History + "/1/number=\"3\"||" + T + "/version=\"3\"")]
    [InlineData("6.1.21", History + "/0/number=\"2\"||" + History + "/1/number=\"3\"||" + T + "/version=\"3\"")]
    [InlineData("6.1.22", History + "/0/number=\"2\"")]
    [InlineData("6.1.23", "/vulnerabilities/-={\"cve\":\"CVE-2026-1000\",\"notes\":[{}],\"product_status\":{\"fixed\":[\"A\"]}}")]
    [InlineData("6.1.24", V + "/involvements/-={\"party\":\"vendor\",\"status\":\"open\",\"date\":\"2026-01-01T01:00:00+01:00\"}")]
    [InlineData("6.1.25", "/product_tree/branches/0/branches/0/branches/0/product/product_identification_helper/hashes/0/file_hashes/1/algorithm=\"sha256\"")]
    [InlineData("6.1.26", "/document/category=\"Security_Incident Response\"")]
    [InlineData("6.1.26", "/document/category=\"V-E X\"")]
    [InlineData("6.1.27.1", "/document/category=\"csaf_security_incident_response\"||/document/notes=[{\"category\":\"legal_disclaimer\",\"text\":\"x\"}]")]
    [InlineData("6.1.27.2", "/document/category=\"csaf_security_incident_response\"||/document/references/0/category=\"self\"")]
    [InlineData("6.1.27.3", "/document/category=\"csaf_informational_advisory\"")]
    [InlineData("6.1.27.4", "/product_tree")]
    [InlineData("6.1.27.5", V + "/notes")]
    [InlineData("6.1.27.6", V + "/product_status")]
    [InlineData("6.1.27.7", Vex + "||" + V + "/product_status={\"first_fixed\":[\"A\"]}")]
    [InlineData("6.1.27.8", Vex + "||" + V + "/cve")]
    [InlineData("6.1.27.9", Vex + "||" + V + "/threats||" + V + "/flags")]
    [InlineData("6.1.27.10", Vex + "||" + V + "/remediations")]
    [InlineData("6.1.27.11", "/vulnerabilities")]
    [InlineData("6.1.28", "/document/source_lang=\"EN\"")]
    [InlineData("6.1.29", V + "/remediations/0/product_ids")]
    [InlineData("6.1.30", History + "/1/number=\"2.0.0\"||" + T + "/version=\"2.0.0\"")]
    [InlineData("6.1.31", "/product_tree/branches/0/branches/0/branches/0/name=\"prior to 4.2\"")]
    [InlineData("6.1.31", "/product_tree/branches/0/branches/0/branches/0/name=\"<=4.2\"")]
    [InlineData("6.1.32", V + "/flags/0/product_ids")]
    [InlineData("6.1.33", V + "/flags/-={\"label\":\"vulnerable_code_not_present\",\"product_ids\":[\"OS\"]}")]
    public void A_fault_is_found_by_its_test(string test, string fault) => Assert.Contains(test, Advisory.Failing(Advisory.With(Changes(fault))));

    [Theory]
    [InlineData("6.1.4", V + "/remediations/0/group_ids=[\"G\"]")]
    [InlineData("6.1.6", V + "/product_status/recommended=[\"A\"]")]
    [InlineData("6.1.7", V + "/scores/-={\"products\":[\"B\"],\"cvss_v3\":{\"version\":\"3.0\",\"vectorString\":\"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\",\"baseScore\":9.8,\"baseSeverity\":\"CRITICAL\"}}")]
    [InlineData("6.1.9", V + "/scores/0/cvss_v3={\"version\":\"3.1\",\"vectorString\":\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C\",\"baseScore\":9.8,\"baseSeverity\":\"CRITICAL\",\"temporalScore\":8.8,\"temporalSeverity\":\"HIGH\"}")]
    [InlineData("6.1.9", V + "/scores/0/cvss_v3={\"version\":\"3.1\",\"vectorString\":\"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N\",\"baseScore\":6.4,\"baseSeverity\":\"MEDIUM\"}")]
    [InlineData("6.1.9", V + "/scores/0/cvss_v2={\"version\":\"2.0\",\"vectorString\":\"AV:N/AC:L/Au:N/C:N/I:N/A:C\",\"baseScore\":7.8}")]
    [InlineData("6.1.12", "/document/lang=\"zh-Hant-TW\"")]
    [InlineData("6.1.13", "/product_tree/full_product_names/0/product_identification_helper={\"purl\":\"pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie#a/b\"}")]
    [InlineData("6.1.15", "/document/publisher/category=\"translator\"||/document/source_lang=\"de\"")]
    [InlineData("6.1.16", History + "/1/number=\"2.0.0+build\"||" + History + "/0/number=\"1.0.0\"||" + T + "/version=\"2.0.0\"")]
    [InlineData("6.1.16", T + "/status=\"draft\"||" + History + "/0/number=\"0.1.0\"||" + History + "/1/number=\"0.2.0\"||" + T + "/version=\"0.2.0-rc\"")]
    [InlineData("6.1.17", T + "/version=\"0\"||" + T + "/status=\"draft\"||" + History + "=[{\"number\":\"0\",\"date\":\"2026-01-01T00:00:00Z\"}]")]
    [InlineData("6.1.24", V + "/involvements/-={\"party\":\"coordinator\",\"status\":\"open\",\"date\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("6.1.27.9", Vex + "||" + V + "/threats/0={\"category\":\"impact\",\"details\":\"x\",\"product_ids\":[\"OS\"]}||" + V + "/flags")]
    [InlineData("6.1.27.10", Vex + "||" + V + "/remediations/0={\"category\":\"workaround\",\"details\":\"x\",\"group_ids\":[\"G\"]}")]
    [InlineData("6.1.31", "/product_tree/branches/0/branches/0/branches/0/name=\"4.2 Overall\"")]
    [InlineData("6.1.33", V + "/flags/-={\"label\":\"vulnerable_code_not_present\",\"product_ids\":[\"A\"]}")]
    public void What_is_allowed_is_no_fault(string test, string change) => Assert.DoesNotContain(test, Advisory.Failing(Advisory.With(Changes(change))));

    [Fact]
    public void A_finding_says_where_it_is()
    {
        var read = Reading.Of(Advisory.With((V + "/product_status/fixed/-", "\"Z\"")).ToJsonString());
        Assert.Equal(ImportedKind.Csaf, read.Kind);
        Assert.Equal(("6.1.1", "/vulnerabilities/0/product_status/fixed/1"), (Assert.Single(read.Findings).Test, read.Findings[0].Path));
    }

    static (string, string?)[] Changes(string fault) => [.. fault.Split("||").Select(c => c.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? (c[..at], (string?)c[(at + 1)..]) : (c, null))];
}
