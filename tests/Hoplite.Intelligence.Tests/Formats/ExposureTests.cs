using Hoplite.Intelligence.Formats;
using Hoplite.Intelligence.Formats.Exposure;
using Hoplite.Tests;

namespace Hoplite.Intelligence.Tests.Formats;

public sealed class ExposureTests
{
    [Fact]
    public void What_three_catalogues_say_is_joined_by_number()
    {
        var kev = Reading.Of("""{"catalogVersion":"1","count":2,"vulnerabilities":[{"cveID":"CVE-2026-1000","vendorProject":"ACME","product":"Anvil","dateAdded":"2026-01-01","dueDate":"2026-01-21","knownRansomwareCampaignUse":"Known"},{"cveID":"nonsense"}]}""");
        var epss = Reading.Of("#model_version:v2025.03.14,score_date:2026-01-01T00:00:00Z\ncve,epss,percentile\nCVE-2026-1000,0.91,0.999\nCVE-2026-2000,2,0\n");
        var osv = Reading.Of("""{"schema_version":"1.6.0","id":"GHSA-aaaa","modified":"2026-01-01T00:00:00Z","aliases":["CVE-2026-1000"],"affected":[{"package":{"ecosystem":"npm","name":"anvil"},"versions":["1.0"],"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.1"},{"introduced":"2.0"},{"last_affected":"2.3"},{"introduced":"3.0"}]}]}]}""");
        Assert.Equal((ImportedKind.Kev, ImportedKind.Epss, ImportedKind.Osv), (kev.Kind, epss.Kind, osv.Kind));
        Assert.Equal("vulnerabilities[1]", Assert.Single(kev.Refused).Position);
        Assert.Equal("line 4", Assert.Single(epss.Refused).Position);
        var found = ExposureTable.Join([.. kev.Exposures, .. epss.Exposures, .. osv.Exposures]).Find("ghsa-aaaa")!;
        Assert.Equal(("CVE-2026-1000", true, true, new DateOnly(2026, 1, 21), 0.91, "ACME Anvil"), (found.Cve, found.KnownExploited, found.Ransomware, found.Due!.Value, found.Score!.Value, found.Product));
        Assert.Equal([new AffectedRange("0", "1.1", null), new AffectedRange("2.0", null, "2.3"), new AffectedRange("3.0", null, null)], Assert.Single(found.Packages).Ranges);
    }

    [Fact]
    public void The_catalogue_of_CISA_is_read_whole()
    {
        var read = IntelligenceReader.Read(SharedData.Require("stix/kev/known_exploited_vulnerabilities.json"));
        Assert.Equal(1404, read.Exposures.Count);
        Assert.Empty(read.Refused);
    }

    [Fact]
    public void An_answer_of_the_interface_is_read_too() =>
        Assert.Equal(0.5, Assert.Single(Reading.Of("""{"status":"OK","data":[{"cve":"CVE-2026-1000","epss":"0.5","percentile":"0.9"}]}""").Exposures).Score);
}
