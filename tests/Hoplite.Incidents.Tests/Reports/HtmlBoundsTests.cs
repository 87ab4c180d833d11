using AngleSharp.Html.Parser;
using Hoplite.Detection.Sigma;
using Hoplite.Incidents.Reports;
using Hoplite.Incidents.Scanning;

namespace Hoplite.Incidents.Tests.Reports;

public class HtmlBoundsTests
{
    [Fact]
    public void A_hundred_thousand_findings_still_give_a_page_that_opens() =>
        Assert.InRange(Scans.Write(Many(hosts: 400, findings: 250), ReportFormat.Html).Length, 100_000, 30_000_000);

    [Fact]
    public void Links_to_findings_that_the_page_leaves_out_are_no_links()
    {
        var page = new HtmlParser().ParseDocument(System.Text.Encoding.UTF8.GetString(Scans.Write(Many(hosts: 60, findings: 150), ReportFormat.Html)));
        var places = page.QuerySelectorAll("[id]").Select(e => "#" + e.Id).ToHashSet(StringComparer.Ordinal);
        var links = page.QuerySelectorAll("[href]").Select(a => a.GetAttribute("href")!).ToArray();
        Assert.True(links.Length > 1000);
        Assert.All(links, link => Assert.Contains(link, places));
        Assert.Contains("more findings are not shown here", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The 50 most serious of 60 are told in full", page.Body.TextContent, StringComparison.Ordinal);
    }

    static ScanReport Many(int hosts, int findings) => ReportFormatTests.Of(
    [
        .. from host in Enumerable.Range(0, hosts)
           from n in Enumerable.Range(0, findings)
           select Findings.Of($"rule {n % 50}", Level.High, n / 100.0, $"host{host}", ["attack.execution"], ("CommandLine", $"program {n} {new string('x', 300)}"), ("Image", $@"C:\p{n}.exe"), ("ProcessId", $"{n}")),
    ]);
}
