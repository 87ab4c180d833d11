using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CsCheck;
using Hoplite.Incidents.Reports;

namespace Hoplite.Incidents.Tests.Reports;

public class HtmlReportTests
{
    static readonly string[] Elements =
    [
        "html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "nav", "div", "p", "span", "b", "small", "mark", "code", "pre", "br", "h1", "h2", "h3", "h4",
        "ol", "ul", "li", "a", "details", "summary", "table", "thead", "tbody", "tr", "th", "td", "meter", "label", "input", "svg", "g", "line", "circle", "path", "text",
    ];

    static readonly string[] Attributes =
    [
        "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "aria-label", "role", "viewBox", "min", "max", "value", "title", "d", "stroke-width",
        "type", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "text-anchor",
    ];

    static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.OneOf([.. new[]
        {
            "<script>alert(1)</script>", "\"onload=\"alert(1)", "' onclick='x", "javascript:alert(1)", "</style><script>", "</title><img src=x onerror=alert(1)>", "<!--", "-->", "]]>", "&lt;script&gt;",
            "\u001b[31mred\u001b]8;;http://x\u0007", "\u202egnp.exe", "\u0000", "\u200b", "\ud800", "<svg/onload=alert(1)>", "\r\n<meta http-equiv=refresh content=0>", "</pre></code></details><b>", "{{constructor}}",
        }.Select(Gen.Const)]),
        Gen.String[Gen.Char["<>\"'&/=;! \n\t\0\u001b\u202ea"], 1, 30]);

    [Fact]
    public void No_text_of_the_evidence_ever_becomes_alive() => Hostile.Sample(text =>
    {
        var page = Encoding.UTF8.GetString(Scans.Write(Scans.Full(text), ReportFormat.Html));
        var document = new HtmlParser().ParseDocument(page);
        Assert.All(document.All, element =>
        {
            Assert.Contains(element.LocalName, Elements);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, Attributes));
        });
        Assert.All(document.QuerySelectorAll("a[href]"), link => Assert.Matches("^#[0-9a-z]+$", link.GetAttribute("href")!));
        Assert.DoesNotContain(page, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u200b');
        Assert.Empty(document.Descendants<IComment>());
        Assert.Equal(3, document.QuerySelectorAll("h2").Length);
    }, iter: 300, seed: "0000000000001");

    [Fact]
    public void Nothing_may_be_loaded_and_nothing_may_run()
    {
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Scans.Write(Scans.Full("x"), ReportFormat.Html)));
        var policy = document.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        var style = document.QuerySelector("style")!.TextContent;
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Equal($"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain("url(", style, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", style, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_link_leads_to_something_on_the_page()
    {
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Scans.Write(Scans.Full("x"), ReportFormat.Html)));
        var links = document.QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")![1..]).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, id => Assert.NotNull(document.GetElementById(id)));
    }

    [Fact]
    public void Evidence_goes_down_to_the_bytes()
    {
        var document = new HtmlParser().ParseDocument(Encoding.UTF8.GetString(Scans.Write(Scans.Full("x"), ReportFormat.Html)));
        Assert.Contains("00000001  72 61 77 20 78", document.QuerySelector("pre.hex")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("raw x", document.QuerySelector("pre.hex")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReportFormat.Html)]
    [InlineData(ReportFormat.Json)]
    [InlineData(ReportFormat.Jsonl)]
    [InlineData(ReportFormat.Sarif)]
    [InlineData(ReportFormat.Stix)]
    public void The_same_scan_gives_the_same_bytes(ReportFormat format) => Assert.Equal(Scans.Write(Scans.Full("x"), format), Scans.Write(Scans.Full("x"), format));
}
